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
extern int fork(void);
extern int waitpid(int, int *, int);
extern ssize_t read(int, void *, size_t);
extern off_t lseek(int, off_t, int);
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
#define EVERY 0x7fffffff
#define FILES 256

enum { WRITE = 1, SYNC = 2, NAME = 4, CREATE = 8, OPEN = 16 };

static char folder[4096];
static int wanted, nth, error, lasting, ends, met;
static char watched[MOST];
static unsigned long drawn;

/* With EVERY as the number the process splits at each call: in a copy of it, which goes on to the end by itself, that call
 * fails; then the process goes on as if nothing had been. Whoever reads `asks` says at each call whether to split ('y'),
 * and lets it go on once he has put the files back. */
static int asks = -1, hears = -1, apart;

ssize_t write(int, const void *, size_t);

static int told(char what) {
    char answer = 0;
    write(asks, &what, 1);
    read(hears, &answer, 1);
    return answer;
}

static int splits(void) {
    off_t places[FILES];
    int status = 0, file, child;
    if (told('?') != 'y')
        return 0;
    for (file = 0; file < FILES; ++file)
        places[file] = lseek(file, 0, 1);
    child = fork();
    if (child == 0) {
        apart = 1, nth = met;
        return 1;
    }
    waitpid(child, &status, 0);
    for (file = 0; file < FILES; ++file)
        if (places[file] >= 0)
            lseek(file, places[file], 0);
    told(status & 127);
    return 0;
}

void disk_split(int to, int from) {
    asks = to, hears = from;
}

int disk_apart(void) {
    return apart;
}

/* Fail from now on: kinds of calls, which of them (from 1), with which error (0: none, they are only counted), whether
 * all after it fail as well, whether the process ends there instead. */
void disk_arm(const char *below, int kinds, int number, int with, int goes_on, int kill) {
    strncpy(folder, below, sizeof folder - 1);
    wanted = kinds, nth = number, error = with, lasting = goes_on, ends = kill, met = 0, drawn = 1;
}

/* All is well again; the answer is how many calls were met. */
int disk_disarm(void) {
    folder[0] = 0;
    return met;
}

static int ours(const char *path) {
    return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int same(const char *one, const char *other) {
    return one && strncmp(one, other, strlen(other) + 1) == 0;
}

static int due(int kind) {
    if (!folder[0] || !(wanted & kind))
        return 0;
    ++met;
    if (nth == EVERY)
        return splits();
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

ssize_t getrandom(void *to, size_t size, unsigned flags) {
    REAL(ssize_t, getrandom, void *, size_t, unsigned);
    if (!folder[0])
        return real(to, size, flags);
    for (size_t place = 0; place < size; ++place) {
        drawn = drawn * 6364136223846793005UL + 1442695040888963407UL;
        ((unsigned char *)to)[place] = drawn >> 56;
    }
    return size;
}

/* The copy has none of the locks of the process, and another name for the thread that holds what only threads need. It is
 * alone with the files and has one thread, so it does without both. */
#define LOCKER(name) \
    int name(int file, int what, void *with) { \
        REAL(int, name, int, int, void *); \
        if (!apart || what < 5 || what > 7) \
            return real(file, what, with); \
        if (what == 5) \
            *(short *)with = 2; \
        return 0; \
    }
LOCKER(fcntl)
LOCKER(fcntl64)

#define MUTEX(name) \
    int name(void *which) { \
        REAL(int, name, void *); \
        return apart ? 0 : real(which); \
    }
MUTEX(pthread_mutex_lock)
MUTEX(pthread_mutex_trylock)
MUTEX(pthread_mutex_unlock)

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

/* What is drawn by chance is the same in each try, so that what two of them leave can be compared. */
#define DRAWN(path) (folder[0] && same(path, "/dev/urandom") ? "/dev/zero" : path)

#define OPENER(name) \
    int name(const char *path, int flags, int mode) { \
        REAL(int, name, const char *, int, int); \
        return refuses_open(path, flags) ? -1 : watch(real(DRAWN(path), flags, mode), path); \
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
