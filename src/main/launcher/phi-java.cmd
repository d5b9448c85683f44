rem Called by phi and phi-workbench: finds Java 25 or newer, sets phi_java, phi_home and phi_jvm.
for %%d in ("%~dp0..") do set "phi_home=%%~fd"
set "phi_jvm=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xmx2g -Djava.net.useSystemProxies=true -Xlog:aot*=off -Xlog:cds*=off"
rem What the build kept of one start of the window; a JVM that it does not fit goes without.
if exist "%phi_home%\lib\phi-workbench.aot" set phi_jvm=%phi_jvm% "-XX:AOTCache=%phi_home%\lib\phi-workbench.aot"
set "OPT_OUT_TRACKING=true"
if not defined DJL_OFFLINE set "DJL_OFFLINE=true"
set "phi_java="
if defined PHI_JAVA (
  if exist "%PHI_JAVA%\bin\java.exe" (call :try "%PHI_JAVA%\bin\java.exe") else call :try "%PHI_JAVA%"
  if not defined phi_java echo phi: PHI_JAVA is %PHI_JAVA%, which is no Java 25 or newer 1>&2
  goto :found
)
call :try "%phi_home%\runtime\bin\java.exe"
if defined JAVA_HOME call :try "%JAVA_HOME%\bin\java.exe"
for /f "delims=" %%j in ('where java 2^>nul') do call :try "%%j"
for %%v in ("HKLM\SOFTWARE\JavaSoft\JDK" "HKLM\SOFTWARE\Eclipse Adoptium\JDK" "HKCU\SOFTWARE\Eclipse Adoptium\JDK") do (
  for /f "tokens=2,*" %%a in ('reg query %%v /s 2^>nul ^| findstr /r /c:"JavaHome  *REG_SZ" /c:" Path  *REG_SZ"') do call :try "%%b\bin\java.exe"
)
for /d %%d in ("%ProgramFiles%\Java\*" "%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%ProgramFiles%\Amazon Corretto\*" "%ProgramFiles%\BellSoft\*" "%USERPROFILE%\.jdks\*") do call :try "%%~d\bin\java.exe"
if not defined phi_java echo phi: no Java 25 or newer found (looked at JAVA_HOME, PATH, the registry and Program Files); install one from https://adoptium.net or name it in PHI_JAVA 1>&2
:found
if not defined phi_java exit /b 1
exit /b 0

:try
if defined phi_java exit /b 0
if not exist "%~1" exit /b 0
rem java -version says: openjdk version "25.0.1" 2025-10-21
for /f "tokens=3" %%n in ('""%~1" -version 2^>^&1" ^| findstr /c:" version "') do (
  for /f "delims=.-+ " %%m in ("%%~n") do if %%m GEQ 25 set "phi_java=%~1"
)
exit /b 0
