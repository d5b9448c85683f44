#!/usr/bin/env bash
# Installs the .deb with apt, lets an ordinary user, made for that, use it (installer/smoke.sh) and start it under Xvfb and
# ask the demonstration's question, removes it with apt and looks for what is left. To be run as root on Debian or Ubuntu.
#
#   installer/test-deb.sh [FILE.deb]      the newest in target/installer/dist is the default
#   installer/test-deb.sh --can-run       only says whether this can be tried here, and why not
set -euo pipefail
cd "$(dirname "$0")/.."
can_run=
[ "${1:-}" != --can-run ] || { can_run=yes; shift; }
deb=$(realpath "${1:-$(ls -t target/installer/dist/*.deb | head -1)}")
account=phi-deb-test
samples=/opt/phi-workbench/lib/app/assets/samples

say() { printf '[%3d s] %s\n' "$SECONDS" "$*"; }
fail() { printf 'test-deb: %s\n' "$*" >&2; exit 1; }
quietly() { "$@" >"$work/apt.log" 2>&1 || fail "$* failed: $(tail -5 "$work/apt.log")"; }

cannot() { [ -z "$can_run" ] || { printf '%s\n' "$*"; exit 1; }; fail "$*"; }
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || cannot "that needs root on a system with apt"
! dpkg-query -W phi-workbench 2>/dev/null | grep -q . || cannot "phi-workbench is installed already; remove it first"
! id $account >/dev/null 2>&1 || cannot "there is a user $account already; remove it first (userdel --remove $account)"
work=$(mktemp -d)
window=
installed=
clean() {
  [ -z "$installed" ] || apt-get -qq remove -y phi-workbench >/dev/null 2>&1 || true
  [ -z "$window" ] || kill -- "-$window" 2>/dev/null || true
  ! id $account >/dev/null 2>&1 || userdel --force $account 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
export DEBIAN_FRONTEND=noninteractive
chmod 755 "$work"
user() {
  setpriv --reuid=$account --regid=$account --clear-groups \
    env -i HOME="$work/home" LANG=C.UTF-8 PATH=/usr/bin:/bin DISPLAY="${DISPLAY:-}" "$@"
}
# Names of files, not what caches of the system hold.
system() { find /usr /opt /etc /var/lib -xdev \( -path /var/lib/dpkg -o -path /var/lib/apt \) -prune -o -print | sort; }

# What it depends on comes first, so that the comparison shows this package alone.
depends() {
  apt-get -qq update && apt-get -qq satisfy -y --no-install-recommends "$(dpkg-deb -f "$deb" Depends)" xvfb xauth
}
if [ -n "$can_run" ]; then
  depends >"$work/apt.log" 2>&1 || cannot "what it depends on cannot be installed here: $(tail -2 "$work/apt.log")"
  exit 0
fi
quietly depends
useradd --user-group --no-create-home --home-dir "$work/home" --shell /usr/sbin/nologin $account
mkdir "$work/home" && chown $account: "$work/home"
cp installer/smoke.sh src/test/resources/vision/colours.mp4 "$work/"
system >"$work/before"

say "apt-get install $(basename "$deb"), $(($(stat -c %s "$deb") / 1000000)) MB"
cp "$deb" "$work/package.deb"
installed=yes
quietly apt-get -qq install -y --no-install-recommends "$work/package.deb"
say "installed, $(du -sm /opt/phi-workbench | cut -f1) MiB"
ls /usr/share/applications/*phi-workbench*.desktop >/dev/null || fail "no entry in the menu"
! grep -q '^MimeType=' /usr/share/applications/*phi-workbench*.desktop || fail "there are file associations"

cd /
user bash "$work/smoke.sh" /opt/phi-workbench "$work/colours.mp4" >"$work/smoke.log" 2>&1 || fail "$(cat "$work/smoke.log")"
say "in use:"
sed 's/^/        /' "$work/smoke.log"
said=$(user phi chat phi-demo --image $samples/sign.png "$(cat $samples/sign.question.txt)" 2>/dev/null)
[ "$said" = "$(cat $samples/sign.answer.txt)" ] || fail "phi chat reads the sign as: $said"
say "phi chat phi-demo --image sign.png \"$(cat $samples/sign.question.txt)\": $said"

say "the window, under Xvfb: phi-workbench --demo"
# xvfb-run names the display, which the user's environment takes over.
setsid xvfb-run -a -s "-screen 0 1280x900x24 -ac" bash -c \
  "$(declare -f user); work=$work; account=$account; user phi-workbench --demo --screenshot $work/home/window.png" >"$work/window.log" 2>&1 &
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
other=$(cd "$work/home" && find . \( -type f -o -empty \) ! -path './.local/share/phi-workbench/*' ! -path './.cache/*')
[ -z "$other" ] || fail "left in the user's home beside the data: $other"
say "done"
