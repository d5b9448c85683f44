@echo off
rem Starts the command line. PHI_JAVA names a java (25 or newer), PHI_JAVA_OPTIONS adds JVM options.
setlocal
set "PHI_MAIN=io.phiworkbench.cli.Phi"
call "%~dp0phi-java.cmd" || exit /b 3
for /f "tokens=2 delims=:." %%p in ('chcp') do set "phi_page=%%p"
chcp 65001 >nul
"%phi_java%" %phi_jvm% -XX:+UseSerialGC -Djava.awt.headless=true %PHI_JAVA_OPTIONS% "-Dphi.home=%phi_home%" "-Djava.util.logging.config.file=%phi_home%\lib\logging.properties" -cp "%phi_home%\lib\phi-workbench.jar" %PHI_MAIN% %*
set "phi_code=%ERRORLEVEL%"
chcp %phi_page% >nul
exit /b %phi_code%
