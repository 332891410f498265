#!/bin/sh
# Install ShopDesk for this user, or with --remove take it away again. Your data stay where they are.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
program="$HOME/.local/lib/shopdesk"
command="$HOME/.local/bin/shopdesk"
id=app.shopdesk.ShopDesk

remove() {
    rm -rf "$program"
    rm -f "$command" "$share/applications/$id.desktop" "$share/metainfo/$id.metainfo.xml"
    find "$share/icons/hicolor" -name "$id.*" -delete 2>/dev/null || true
}

if [ "${1:-}" = --remove ]; then
    remove
    echo "ShopDesk is removed."
    exit 0
fi

remove
mkdir -p "$program" "$HOME/.local/bin" "$share/applications" "$share/metainfo"
cp -R "$here/program/." "$program"
ln -s "$program/shopdesk" "$command"
# The full path, because ~/.local/bin is not on every desktop's path.
sed "s|^Exec=.*|Exec=\"$program/shopdesk\"|" "$here/share/applications/$id.desktop" > "$share/applications/$id.desktop"
cp "$here/share/metainfo/$id.metainfo.xml" "$share/metainfo/"
cp -R "$here/share/icons" "$share/"
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q "$share/applications" || true; fi
echo "ShopDesk is installed. Start it from the menu or with: $command"
