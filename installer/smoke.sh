#!/usr/bin/env bash
# Uses a finished installation, in its own Java runtime, the way its users do: start cache, command line with a picture, a
# page and a video, server and client, and the window without a display, in French.
#
#   installer/smoke.sh FOLDER [VIDEO]      FOLDER is target/installer/phi-workbench or /opt/phi-workbench
set -euo pipefail
image=$(realpath "$1")
video=${2:-}
samples=$image/lib/app/assets/samples
work=$(mktemp -d)
server=
clean() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT
export PHI_HOME=$work/home

fail() { printf 'smoke: %s\n' "$*" >&2; exit 1; }
phi() { "$image/bin/phi" "$@" 2>"$work/errors" || fail "phi $* ended with $?: $(cat "$work/errors")"; }
expect() { [ "$2" = "$3" ] || fail "$1 gives '$3' instead of '$2'"; echo "$1: $3"; }

# In this mode a JVM that cannot use the cache refuses to start.
for program in phi phi-workbench; do
  JAVA_TOOL_OPTIONS=-XX:AOTMode=on "$image/bin/$program" --version >"$work/version" 2>"$work/errors" \
    || fail "$program does not start with the start cache: $(cat "$work/version" "$work/errors")"
  echo "$program --version, with the start cache: $(cat "$work/version")"
done

question=$(cat "$samples/sign.question.txt")
sign=$(cat "$samples/sign.answer.txt")
said=$(phi chat phi-demo --image "$samples/sign.png" "$question")
expect "picture" "$sign" "$said"

cat > "$work/page.pdf" <<'PDF'
%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [3 0 R] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [0 0 336 112] /Contents 4 0 R
   /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>
endobj
4 0 obj
<< /Length 34 >>
stream
BT /F1 56 Tf 80 36 Td (OPEN) Tj ET
endstream
endobj
trailer
<< /Root 1 0 R >>
%%EOF
PDF
said=$(phi chat phi-demo --pdf "$work/page.pdf" "$question")
expect "page of a PDF" OPEN "$said"

if [ -n "$video" ]; then
  phi chat phi-demo --video "$video" --frames 1 "$question" >"$work/said"
  grep -q '^1 picture' "$work/errors" || fail "a video gives: $(cat "$work/said" "$work/errors")"
  echo "frame of a video: $(grep '^1 picture' "$work/errors")"
fi

: >"$work/server"
"$image/bin/phi" serve phi-demo --port 0 >"$work/server" 2>&1 &
server=$!
until url=$(grep -m1 -o 'http://[^ ]*/v1' "$work/server"); do
  kill -0 $server 2>/dev/null || fail "phi serve ended: $(cat "$work/server")"
  sleep 0.2
done
phi remote add here --url "$url" --model phi-demo >"$work/said"
said=$(phi chat remote:here --image "$samples/sign.png" "$question")
expect "phi serve and its client" "$sign" "$said"
expect "its models" phi-demo "$(phi remote models here)"
phi complete remote:here "OPEN" --max-tokens 4 >"$work/said"
phi remote add nowhere --url "$url" --model missing >"$work/said"
! "$image/bin/phi" chat remote:nowhere "$question" >"$work/said" 2>"$work/errors" && grep -q missing "$work/errors" \
  || fail "a model that the server lacks gives: $(cat "$work/said" "$work/errors")"
echo "a model that the server lacks: $(tail -1 "$work/errors")"
kill $server
wait $server || true
server=

JAVA_TOOL_OPTIONS=-Duser.language=fr "$image/bin/phi-workbench" --headless --demo >"$work/window" 2>&1 \
  || fail "the window: $(cat "$work/window")"
grep -qxF "$sign" "$work/window" && grep -q 'jetons' "$work/window" || fail "the window, in French: $(cat "$work/window")"
echo "the window, in French: $(grep jetons "$work/window")"
