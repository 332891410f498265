/* A disk that fails when it is told to: the calls with which a process changes files, put before those of the C library
 * (LD_PRELOAD). The n-th change below a folder fails with a chosen error, or ends the process; `disk_arm` says which.
 *
 * No header is included, so that any C compiler is enough and none of the library's own declarations stands in the way.
 * Of several threads that change files in the same instant a call may be counted once; the tests do not depend on it.
 */

typedef unsigned long size_t;
typedef long ssize_t;
typedef long off_t;

extern void *dlsym(void *, const char *);
extern int *__errno_location(void);
extern int raise(int);
extern int access(const char *, int);
extern size_t strlen(const char *);
extern int strncmp(const char *, const char *, size_t);
extern char *strncpy(char *, const char *, size_t);

#define NEXT ((void *)-1)
#define CREATES 0100
#define WRITES 03
#define NAMELESS 020000000
#define KILLED 9
#define FULL 28
#define MOST 65536

enum { WRITE = 1, SYNC = 2, NAME = 4, CREATE = 8, OPEN = 16 };

static char folder[4096];
static int wanted, nth, error, lasting, ends, met;
static char watched[MOST];

/* Fail from now on: kinds of calls, which of them (from 1), with which error (0: none, they are only counted), whether
 * all after it fail as well, whether the process ends there instead. */
void disk_arm(const char *below, int kinds, int number, int with, int goes_on, int kill) {
    strncpy(folder, below, sizeof folder - 1);
    wanted = kinds, nth = number, error = with, lasting = goes_on, ends = kill, met = 0;
}

/* All is well again; the answer is how many calls were met. */
int disk_disarm(void) {
    folder[0] = 0;
    return met;
}

static int ours(const char *path) {
    return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int due(int kind) {
    if (!folder[0] || !(wanted & kind))
        return 0;
    ++met;
    return error || ends ? met == nth || (lasting && met > nth) : 0;
}

static int fails(int kind) {
    if (!due(kind))
        return 0;
    if (ends)
        raise(KILLED);
    *__errno_location() = error;
    return 1;
}

#define REAL(answer, name, ...) \
    static answer (*real)(__VA_ARGS__); \
    if (!real) \
        real = (answer (*)(__VA_ARGS__))dlsym(NEXT, #name)

static int refuses_open(const char *path, int flags) {
    if (!ours(path) || !(flags & (WRITES | CREATES)))
        return 0;
    return fails(flags & NAMELESS || (flags & CREATES && access(path, 0)) ? CREATE : OPEN);
}

static int watch(int file, const char *path) {
    if (file >= 0 && file < MOST)
        watched[file] = ours(path);
    return file;
}

#define OPENER(name) \
    int name(const char *path, int flags, int mode) { \
        REAL(int, name, const char *, int, int); \
        return refuses_open(path, flags) ? -1 : watch(real(path, flags, mode), path); \
    }
#define OPENER_AT(name) \
    int name(int at, const char *path, int flags, int mode) { \
        REAL(int, name, int, const char *, int, int); \
        return refuses_open(path, flags) ? -1 : watch(real(at, path, flags, mode), path); \
    }
OPENER(open)
OPENER(open64)
OPENER_AT(openat)
OPENER_AT(openat64)

int close(int file) {
    REAL(int, close, int);
    if (file >= 0 && file < MOST)
        watched[file] = 0;
    return real(file);
}

static int is_watched(int file) {
    return file >= 0 && file < MOST && watched[file];
}

/* Half of it reaches the disk, as when the last block is taken or the plug is pulled. */
#define WRITER(name, place, ...) \
    if (is_watched(file) && due(WRITE)) { \
        if (size > 1) \
            real(__VA_ARGS__); \
        if (ends) \
            raise(KILLED); \
        *__errno_location() = error; \
        return -1; \
    }

ssize_t write(int file, const void *from, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    WRITER(write, 0, file, from, size / 2)
    return real(file, from, size);
}

#define PWRITER(name) \
    ssize_t name(int file, const void *from, size_t size, off_t place) { \
        REAL(ssize_t, name, int, const void *, size_t, off_t); \
        WRITER(name, place, file, from, size / 2, place) \
        return real(file, from, size, place); \
    }
PWRITER(pwrite)
PWRITER(pwrite64)

#define SENDER(name) \
    ssize_t name(int to, int from, off_t *place, size_t size) { \
        REAL(ssize_t, name, int, int, off_t *, size_t); \
        return is_watched(to) && fails(WRITE) ? -1 : real(to, from, place, size); \
    }
SENDER(sendfile)
SENDER(sendfile64)

#define OF_FILE(name, kind) \
    int name(int file) { \
        REAL(int, name, int); \
        return is_watched(file) && fails(kind) ? -1 : real(file); \
    }
OF_FILE(fsync, SYNC)
OF_FILE(fdatasync, SYNC)

#define CUTTER(name) \
    int name(int file, off_t size) { \
        REAL(int, name, int, off_t); \
        return is_watched(file) && fails(WRITE) ? -1 : real(file, size); \
    }
CUTTER(ftruncate)
CUTTER(ftruncate64)

#define NAMER(name) \
    int name(const char *old, const char *new) { \
        REAL(int, name, const char *, const char *); \
        return ours(new) && fails(NAME) ? -1 : real(old, new); \
    }
NAMER(rename)
NAMER(link)

#define NAMER_AT(name, declared, given) \
    int name declared { \
        static int(*real) declared; \
        if (!real) \
            real = (int(*) declared)dlsym(NEXT, #name); \
        return ours(new) && fails(NAME) ? -1 : real given; \
    }
NAMER_AT(renameat, (int at, const char *old, int to, const char *new), (at, old, to, new))
NAMER_AT(linkat, (int at, const char *old, int to, const char *new, int flags), (at, old, to, new, flags))

/* Whoever asks finds no room while the disk is full: the fourth and fifth number are the free blocks. */
#define ROOM(name) \
    int name(const char *path, unsigned long *room) { \
        REAL(int, name, const char *, unsigned long *); \
        int answer = real(path, room); \
        if (answer == 0 && ours(path) && error == FULL && lasting && met >= nth) \
            room[3] = room[4] = 0; \
        return answer; \
    }
ROOM(statvfs)
ROOM(statvfs64)

int mkdir(const char *path, int mode) {
    REAL(int, mkdir, const char *, int);
    return ours(path) && access(path, 0) && fails(CREATE) ? -1 : real(path, mode);
}
