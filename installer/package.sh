#!/usr/bin/env bash
# Makes what a user on Linux installs, in target/installer/dist: a portable app image (tar.gz) and a .deb.
#
#   installer/package.sh [--quick] [app-image|deb|all]      all is the default
#
# --quick packs lightly: some seconds instead of some minutes, and a tenth larger. For tries and tests.
# MAINTAINER="Name <address>" says who publishes the .deb.
# Takes the layout that "./mvnw -DskipTests package" leaves in target/phi and makes it first where it is missing.
# Needs a JDK 25 (JAVA_HOME or one of the usual places); for the .deb also dpkg-deb.
set -euo pipefail
cd "$(dirname "$0")/.."
quick=
[ "${1:-}" != --quick ] || { quick=yes; shift; }
what=${1:-all}
maintainer=${MAINTAINER:-Phi Workbench contributors <noreply@phi-workbench.invalid>}

say() { printf '%s\n' "$*"; }
fail() { printf 'package: %s\n' "$1" >&2; exit 1; }

[[ $maintainer =~ ^[^\<\>@]+\ \<[^\<\>@\ ]+@[^\<\>@\ ]+\>$ ]] || fail "MAINTAINER is '$maintainer'; say Name <address>"
case $what in app-image | deb | all) ;; *) fail "unknown kind '$what'; say app-image, deb or all" ;; esac
case $(uname -m) in
  x86_64) platform=linux-x86_64 ;;
  aarch64) platform=linux-aarch64 ;;
  *) fail "no PyTorch for $(uname -m) on Maven Central; x86_64 and aarch64 there are" ;;
esac

for jdk in "${JAVA_HOME:-/none}" /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
  [ -x "$jdk/bin/jpackage" ] && grep -q '^JAVA_VERSION="2[5-9]' "$jdk/release" 2>/dev/null && break
  jdk=
done
[ -n "$jdk" ] || fail "no JDK 25 with jpackage found; get one from https://adoptium.net and name it in JAVA_HOME"
if [ "$what" != app-image ]; then
  command -v dpkg-deb >/dev/null || fail "dpkg-deb is missing (install dpkg)"
fi

[ -f target/phi/lib/phi-workbench.jar ] || ./mvnw -q -B -ntp -DskipTests -DstartCache.skip package
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
work=target/installer
dist=$work/dist
image=$work/phi-workbench
app=$image/lib/app
rm -rf "$work"
mkdir -p "$dist"

say "the program's own files"
mkdir -p "$work/input"
cp -a target/phi/{lib,assets,LICENSE,NOTICE,THIRD-PARTY.txt,phi-workbench.cdx.json} "$work/input/"
rm -f "$work/input/lib/phi-workbench.aot" # holds for the JDK of the build, not for the runtime made below

say "a Java runtime with the modules in use"
"$jdk/bin/jlink" --add-modules "$(tr -d ' \n' < installer/modules.txt)" --include-locales=en,fr \
  --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$work/runtime"

say "the app image"
options=()
while read -r option; do options+=(--java-options "$option"); done < installer/java-options.txt
cat > "$work/phi.properties" <<PHI
main-jar=lib/phi-workbench.jar
main-class=io.phiworkbench.cli.Phi
java-options=$(tr '\n' ' ' < installer/java-options.txt)-XX:+UseSerialGC -Djava.awt.headless=true
win-console=true
linux-shortcut=false
PHI
"$jdk/bin/jpackage" --type app-image --name phi-workbench --app-version "$version" --vendor "Phi Workbench" \
  --description "Chat with Microsoft's Phi-3 and Phi-3.5 models, text and vision, on your own machine" \
  --icon installer/icons/phi-workbench.png --input "$work/input" --runtime-image "$work/runtime" \
  --main-jar lib/phi-workbench.jar --main-class io.phiworkbench.ui.PhiWorkbench "${options[@]}" \
  --add-launcher "phi=$work/phi.properties" --dest "$work"
# The class path is the manifest of the program's jar, in a fixed order, on which the start cache depends.
for cfg in "$app"/*.cfg; do
  sed -i -e '/^app\.classpath=/{/phi-workbench\.jar$/!d}' "$cfg"
done

# Two runs of the program: the first unpacks the native libraries into the image, which every start then takes from
# there; the second, with the jars as they will be, leaves the start cache. Both answer the demonstration.
demo() { PHI_HOME="$PWD/$work/home" timeout 300 "$image/bin/phi-workbench" --headless --demo >"$work/$1.log" 2>&1; }
say "native libraries"
# All of JavaFX's: the demonstration has no display and loads no GTK. Of FFmpeg's those that read videos.
graphics=$(ls "$PWD/$app"/lib/javafx-graphics-*-linux*.jar)
mkdir -p "$app/native/javafx" "$app/native/ffmpeg" "$work/ffmpeg"
(cd "$app/native/javafx" && "$jdk/bin/jar" --list --file "$graphics" | grep '^[^/]*\.so$' \
  | xargs "$jdk/bin/jar" --extract --file "$graphics")
for jar in "$PWD/$app"/lib/{ffmpeg,javacpp}-*-linux*.jar; do (cd "$work/ffmpeg" && "$jdk/bin/jar" --extract --file "$jar"); done
find "$work/ffmpeg" -name 'lib*.so*' ! -name '*avfilter*' ! -name '*avdevice*' -exec mv {} "$app/native/ffmpeg/" \;
rm -r "$work/ffmpeg"
demo unpack || fail "the packaged program does not answer: $(tail -3 "$work/unpack.log")"
"$jdk/bin/java" installer/SlimJars.java "$app/lib" $platform
say "the start cache"
JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput='$PWD/$app/lib/phi-workbench.aot'" demo cache \
  || fail "the packaged program does not answer: $(tail -3 "$work/cache.log")"
[ -s "$app/lib/phi-workbench.aot" ] || fail "the Java runtime left no start cache, see $work/cache.log"
sed -i 's:^\[JavaOptions\]$:&\njava-options=-XX\:AOTCache=$APPDIR/lib/phi-workbench.aot:' "$app"/*.cfg
# In this mode a JVM that cannot use the cache refuses to start.
JAVA_TOOL_OPTIONS=-XX:AOTMode=on demo check \
  || fail "the packaged program does not answer with its start cache: $(tail -3 "$work/check.log")"
rm -rf "$work/home"

if [ "$what" != deb ]; then
  say "the portable archive"
  tar -C "$work" --owner=0 --group=0 --sort=name --use-compress-program "gzip ${quick:+-1}" \
    -cf "$dist/phi-workbench-$version-$platform.tar.gz" phi-workbench
fi
if [ "$what" != app-image ]; then
  say "the Debian package"
  # Links and menu entry belong to the package, so dpkg alone installs and removes them and no script runs.
  root=$work/deb
  architecture=$(dpkg --print-architecture)
  mkdir -p "$root/DEBIAN" "$root/opt" "$root/usr/bin" "$root/usr/share/applications" "$root/usr/share/doc/phi-workbench"
  cp -a "$image" "$root/opt/"
  ln -s ../../opt/phi-workbench/bin/phi ../../opt/phi-workbench/bin/phi-workbench "$root/usr/bin/"
  cp installer/linux/phi-workbench.desktop "$root/usr/share/applications/"
  cp LICENSE "$root/usr/share/doc/phi-workbench/copyright"
  chmod -R u+rwX,go+rX,go-w "$root"
  sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@MAINTAINER@/${maintainer//\//\\/}/" -e "s/@SIZE@/$(du -sk "$root" | cut -f1)/" installer/linux/control > "$root/DEBIAN/control"
  dpkg-deb --root-owner-group ${quick:+-Zgzip -z1} --build "$root" "$dist/phi-workbench_${version}_$architecture.deb"
  rm -rf "$root"
fi
du -sh "$image"
ls -l "$dist"
