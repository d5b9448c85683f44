#!/usr/bin/env bash
# Makes the disk image for macOS on Apple silicon, in target/installer/dist. A definition: not tried on a Mac yet.
#
# Takes the layout that "./mvnw -DskipTests package" leaves in target/phi and makes it first where it is missing.
# Needs a JDK 25 (JAVA_HOME) and Xcode's command-line tools. The image is signed ad hoc; one for strangers wants
# --mac-sign with a Developer ID, and notarisation.
set -euo pipefail
cd "$(dirname "$0")/.."
fail() { printf 'package: %s\n' "$1" >&2; exit 1; }

[ "$(uname -s) $(uname -m)" = "Darwin arm64" ] || fail "this makes the image for Apple silicon and runs there"
jdk=${JAVA_HOME:-$(/usr/libexec/java_home -v 25+)}
[ -x "$jdk/bin/jpackage" ] || fail "no jpackage in $jdk; name a JDK 25 in JAVA_HOME"
[ -f target/phi/lib/phi-workbench.jar ] || ./mvnw -q -B -ntp -DskipTests -DstartCache.skip package

version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
# macOS takes no version that begins with 0.
bundle=$(printf '%s' "$version" | sed 's/^0\./1./')
work=target/installer
rm -rf "$work"
mkdir -p "$work/dist" "$work/input"
cp -R target/phi/{lib,assets,LICENSE,NOTICE,THIRD-PARTY.txt,phi-workbench.cdx.json} "$work/input/"
rm -f "$work/input/lib/phi-workbench.aot"
"$jdk/bin/java" installer/SlimJars.java "$work/input/lib" osx-aarch64 keep-own

"$jdk/bin/jlink" --add-modules "$(tr -d ' \n' < installer/modules.txt)" --include-locales=en,fr \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$work/runtime"

# The bundle is signed as a whole, so nothing is added to it afterwards: no start cache, and the native libraries unpack
# themselves into the user's folders at their first use.
options=()
words=
while read -r option; do
  case $option in -DENGINE_CACHE_DIR=* | -Djavafx.cachedir=* | -Dorg.bytedeco.*) continue ;; esac
  options+=(--java-options "$option")
  words="$words $option"
done < installer/java-options.txt
cat > "$work/phi.properties" <<PHI
main-jar=lib/phi-workbench.jar
main-class=io.phiworkbench.cli.Phi
java-options=$words -XX:+UseSerialGC -Djava.awt.headless=true
PHI
"$jdk/bin/jpackage" --type dmg --name "Phi Workbench" --app-version "$bundle" --vendor "Phi Workbench" \
  --description "Chat with Microsoft's Phi-3 and Phi-3.5 models on your own machine" \
  --icon installer/icons/phi-workbench.icns --input "$work/input" --runtime-image "$work/runtime" \
  --main-jar lib/phi-workbench.jar --main-class io.phiworkbench.ui.PhiWorkbench "${options[@]}" \
  --add-launcher "phi=$work/phi.properties" --mac-package-identifier io.phiworkbench --mac-app-category productivity \
  --license-file LICENSE --dest "$work/dist"
ls -l "$work/dist"
