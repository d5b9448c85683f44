#!/usr/bin/env bash
# Installs the .deb with apt, lets an ordinary user start it under Xvfb and ask the demonstration's question, uses the
# command line, removes it with apt and looks for what is left. To be run as root on Debian or Ubuntu.
#
#   installer/test-deb.sh [FILE.deb]      the newest in target/installer/dist is the default
#   installer/test-deb.sh --can-run       only says whether what the package depends on can be had here
set -euo pipefail
cd "$(dirname "$0")/.."
can_run=
[ "${1:-}" != --can-run ] || { can_run=yes; shift; }
deb=$(realpath "${1:-$(ls -t target/installer/dist/*.deb | head -1)}")
samples=/opt/phi-workbench/lib/app/assets/samples

say() { printf '[%3d s] %s\n' "$SECONDS" "$*"; }
fail() { printf 'test-deb: %s\n' "$*" >&2; exit 1; }
quietly() { "$@" >"$work/apt.log" 2>&1 || fail "$* failed: $(tail -5 "$work/apt.log")"; }

[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "run this as root on a system with apt"
dpkg-query -W phi-workbench 2>/dev/null | grep -q . && fail "phi-workbench is installed already; remove it first"
work=$(mktemp -d)
window=
installed=
clean() {
  [ -z "$installed" ] || apt-get -qq remove -y phi-workbench >/dev/null 2>&1 || true
  [ -z "$window" ] || kill -- "-$window" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
export DEBIAN_FRONTEND=noninteractive
chmod 755 "$work"
mkdir "$work/home"
chown nobody "$work/home"
# Java takes the home from the account, which has none here; the data folder follows the variable.
user() { setpriv --reuid=nobody --regid=nogroup --clear-groups env -i HOME="$work/home" XDG_DATA_HOME="$work/home/.local/share" LANG=C.UTF-8 PATH=/usr/bin:/bin DISPLAY="${DISPLAY:-}" "$@"; }
# Names of files, not what caches of the system hold.
system() { find /usr /opt /etc /var/lib -xdev \( -path /var/lib/dpkg -o -path /var/lib/apt \) -prune -o -print | sort; }

# What it depends on comes first, so that the comparison shows this package alone.
depends() {
  apt-get -qq update && apt-get -qq satisfy -y --no-install-recommends "$(dpkg-deb -f "$deb" Depends)" xvfb xauth
}
if [ -n "$can_run" ]; then
  depends >"$work/apt.log" 2>&1 && exit 0
  say "the .deb is not tried: what it depends on cannot be installed here: $(tail -2 "$work/apt.log")"
  exit 1
fi
quietly depends
system >"$work/before"

say "apt-get install $(basename "$deb"), $(($(stat -c %s "$deb") / 1000000)) MB"
cp "$deb" "$work/package.deb"
installed=yes
quietly apt-get -qq install -y --no-install-recommends "$work/package.deb"
say "installed, $(du -sm /opt/phi-workbench | cut -f1) MiB"
ls /usr/share/applications/*phi-workbench*.desktop >/dev/null || fail "no entry in the menu"
! grep -q '^MimeType=' /usr/share/applications/*phi-workbench*.desktop || fail "there are file associations"

cd /
say "phi --version: $(user phi --version)"
said=$(user phi chat phi-demo --image $samples/sign.png "$(cat $samples/sign.question.txt)")
[ "$said" = "$(cat $samples/sign.answer.txt)" ] || fail "phi chat reads the sign as: $said"
say "phi chat phi-demo --image sign.png \"$(cat $samples/sign.question.txt)\": $said"

say "the window, under Xvfb: phi-workbench --demo"
# xvfb-run names the display, which the user's environment takes over.
setsid xvfb-run -a -s "-screen 0 1280x900x24 -ac" bash -c \
  "$(declare -f user); work=$work; user phi-workbench --demo --screenshot $work/home/window.png" >"$work/window.log" 2>&1 &
window=$!
for _ in $(seq 240); do
  grep -q '^Screenshot:' "$work/window.log" && break
  kill -0 $window 2>/dev/null || break
  sleep 0.5
done
grep -q '^Screenshot:' "$work/window.log" || fail "the window gave no answer: $(tail -5 "$work/window.log")"
grep -qxF "$(cat $samples/sign.answer.txt)" "$work/window.log" || fail "the window answers: $(cat "$work/window.log")"
! grep -q 'There is no display' "$work/window.log" || fail "the window found no display"
sed 's/^/        /' "$work/window.log" | sed "s:$work/home:~:"
kill -- "-$window"
wait $window 2>/dev/null || true
window=
[ -z "${KEEP_SCREENSHOT:-}" ] || cp "$work/home/window.png" "$KEEP_SCREENSHOT"
rm "$work/home/window.png"

say "apt-get remove"
quietly apt-get -qq remove -y phi-workbench
installed=
! dpkg-query -W phi-workbench 2>/dev/null | grep -q . || fail "dpkg still knows phi-workbench"
system >"$work/after"
left=$(comm -13 "$work/before" "$work/after")
[ -z "$left" ] || fail "left on the system: $left"
say "nothing left in /usr, /opt, /etc and /var/lib; in the user's home:"
(cd "$work/home" && find . -mindepth 1 \( -type f -o -empty \) | sort | sed 's:^\.:        ~:')
other=$(cd "$work/home" && find . -type f ! -path './.local/share/phi-workbench/*' ! -path './.cache/*')
[ -z "$other" ] || fail "left in the user's home beside the data: $other"
say "done"
