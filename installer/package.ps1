# Makes the installer for Windows (x64), in target\installer\dist. A definition: not tried on Windows yet.
#
# Takes the layout that "mvnw.cmd -DskipTests package" leaves in target\phi and makes it first where it is missing.
# Needs a JDK 25 (JAVA_HOME) and WiX 3 or newer on the PATH, which jpackage calls.
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')

if (-not $env:JAVA_HOME -or -not (Test-Path "$env:JAVA_HOME\bin\jpackage.exe")) {
    throw 'package: no jpackage found; name a JDK 25 in JAVA_HOME'
}
$bin = "$env:JAVA_HOME\bin"

# A program that fails ends the script; Windows PowerShell would go on.
function Invoke-Tool([string] $tool, [string[]] $arguments) {
    & $tool @arguments
    if ($LASTEXITCODE -ne 0) { throw "package: $tool ended with $LASTEXITCODE" }
}

if (-not (Test-Path 'target\phi\lib\phi-workbench.jar')) {
    Invoke-Tool '.\mvnw.cmd' @('-q', '-B', '-ntp', '-DskipTests', '-DstartCache.skip', 'package')
}
$version = ([xml](Get-Content pom.xml)).project.version
$work = 'target\installer'
if (Test-Path $work) { Remove-Item -Recurse -Force $work }
New-Item -ItemType Directory "$work\input", "$work\dist" | Out-Null
$own = 'lib', 'assets', 'LICENSE', 'NOTICE', 'THIRD-PARTY.txt', 'phi-workbench.cdx.json'
Copy-Item -Recurse ($own | ForEach-Object { "target\phi\$_" }) "$work\input"
Remove-Item "$work\input\lib\phi-workbench.aot" -ErrorAction SilentlyContinue

$modules = (Get-Content 'installer\modules.txt' -Raw).Trim()
Invoke-Tool "$bin\jlink.exe" @('--add-modules', $modules, '--include-locales=en,fr', '--strip-debug',
    '--no-header-files', '--no-man-pages', '--compress', 'zip-6', '--output', "$work\runtime")

$options = Get-Content 'installer\java-options.txt'
$launcher = @(
    'main-jar=lib/phi-workbench.jar'
    'main-class=io.phiworkbench.cli.Phi'
    "java-options=$($options -join ' ') -XX:+UseSerialGC -Djava.awt.headless=true"
    'win-console=true'
    'win-shortcut=false'
    'win-menu=false'
)
# Without a byte order mark, which would become part of the first key.
[IO.File]::WriteAllLines((Join-Path (Get-Location) "$work\phi.properties"), $launcher)
$jvm = $options | ForEach-Object { '--java-options'; $_ }
Invoke-Tool "$bin\jpackage.exe" (@('--type', 'app-image', '--name', 'Phi Workbench', '--app-version', $version,
    '--vendor', 'Phi Workbench', '--icon', 'installer\icons\phi-workbench.ico', '--input', "$work\input",
    '--description', 'Chat with Phi-3 and Phi-3.5 models on your own machine',
    '--runtime-image', "$work\runtime", '--main-jar', 'lib/phi-workbench.jar',
    '--main-class', 'io.phiworkbench.ui.PhiWorkbench', '--add-launcher', "phi=$work\phi.properties",
    '--dest', $work) + $jvm)

# One class path, the manifest's: the start cache depends on its order.
$image = "$work\Phi Workbench"
$app = "$image\app"
$launchers = Get-ChildItem "$app\*.cfg"
foreach ($cfg in $launchers) {
    $lines = Get-Content $cfg.FullName | Where-Object { $_ -notmatch '^app\.classpath=' -or $_ -match 'phi-workbench\.jar$' }
    [IO.File]::WriteAllLines($cfg.FullName, [string[]] $lines)
}

# The first run unpacks the native libraries into the image, the second leaves the start cache.
$env:PHI_HOME = Join-Path (Get-Location) "$work\home"
# All of JavaFX's: the demonstration has no display and loads no window toolkit.
New-Item -ItemType Directory -Force "$app\native\javafx" | Out-Null
$graphics = (Get-ChildItem "$app\lib\javafx-graphics-*-win.jar").FullName
$libraries = & "$bin\jar.exe" --list --file $graphics | Where-Object { $_ -match '^[^/]+\.dll$' }
Push-Location "$app\native\javafx"
Invoke-Tool "$bin\jar.exe" (@('--extract', '--file', $graphics) + $libraries)
Pop-Location
# Of FFmpeg's those that read videos.
New-Item -ItemType Directory -Force "$work\ffmpeg", "$app\native\ffmpeg" | Out-Null
Get-ChildItem "$app\lib\ffmpeg-*-windows-*.jar", "$app\lib\javacpp-*-windows-*.jar" | ForEach-Object {
    $jar = $_.FullName
    Push-Location "$work\ffmpeg"
    Invoke-Tool "$bin\jar.exe" @('--extract', '--file', $jar)
    Pop-Location
}
Get-ChildItem -Recurse "$work\ffmpeg" -Filter '*.dll' | Where-Object { $_.Name -notmatch 'avfilter|avdevice' } |
    Move-Item -Destination "$app\native\ffmpeg"
Remove-Item -Recurse -Force "$work\ffmpeg"
function Invoke-Demo([string] $options) {
    $env:JAVA_TOOL_OPTIONS = $options
    $demo = Start-Process -Wait -PassThru "$image\Phi Workbench.exe" @('--headless', '--demo')
    Remove-Item Env:JAVA_TOOL_OPTIONS -ErrorAction SilentlyContinue
    if ($demo.ExitCode -ne 0) { throw "package: the packaged program does not answer ($options)" }
}
Invoke-Demo ''
Invoke-Tool "$bin\java.exe" @('installer\SlimJars.java', "$app\lib", 'win-x86_64')
# The JVM judges the start cache by the jars' times, of which an installer keeps even seconds only.
Get-ChildItem "$app\lib\*.jar" | ForEach-Object { $_.LastWriteTimeUtc = [datetime]::new(2026, 1, 1, 0, 0, 0, [DateTimeKind]::Utc) }
# In quotes: the JVM cuts this variable at blanks.
$cache = Join-Path (Get-Location) "$app\lib\phi-workbench.aot"
Invoke-Demo "-XX:AOTCacheOutput='$cache'"
foreach ($cfg in $launchers) {
    $lines = (Get-Content $cfg.FullName) -replace '^\[JavaOptions\]$',
        "[JavaOptions]`r`njava-options=-XX:AOTCache=`$APPDIR\lib\phi-workbench.aot"
    [IO.File]::WriteAllLines($cfg.FullName, [string[]] $lines)
}
# In this mode a JVM that cannot use the cache refuses to start.
Invoke-Demo '-XX:AOTMode=on'
Remove-Item -Recurse -Force $env:PHI_HOME -ErrorAction SilentlyContinue
Remove-Item Env:PHI_HOME

# The same upgrade code in every version, so that a newer one takes the place of the older.
Invoke-Tool "$bin\jpackage.exe" @('--type', 'msi', '--name', 'Phi Workbench', '--app-image', $image,
    '--app-version', $version, '--vendor', 'Phi Workbench', '--license-file', 'LICENSE', '--win-menu', '--win-menu-group', 'Phi Workbench',
    '--win-dir-chooser', '--win-per-user-install', '--win-upgrade-uuid', '5f4b2a0e-6f0c-4f5d-9a53-2d3a8c1b7e90',
    '--dest', "$work\dist")
Get-ChildItem "$work\dist"
