#!/usr/bin/env bash
# Makes the pictures of the installers and of the window from phi-workbench.svg; to be run after the drawing changed.
# Needs librsvg2-bin, icoutils and icnsutils (Debian).
set -euo pipefail
cd "$(dirname "$0")"
window=../../src/main/resources/io/phiworkbench/ui/icon

sizes=$(mktemp -d)
trap 'rm -rf "$sizes"' EXIT
for size in 16 24 32 48 64 128 256 512; do
  rsvg-convert -w $size -h $size phi-workbench.svg -o "$sizes/$size.png"
done
cp "$sizes/512.png" phi-workbench.png
icotool -c -o phi-workbench.ico "$sizes"/{16,24,32,48,64}.png --raw="$sizes/256.png"
png2icns phi-workbench.icns "$sizes"/{16,32,48,128,256,512}.png >/dev/null
mkdir -p "$window"
for size in 16 32 64 256; do
  cp "$sizes/$size.png" "$window/phi-$size.png"
done
