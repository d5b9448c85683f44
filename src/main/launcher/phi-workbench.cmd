@echo off
rem Starts the window. PHI_JAVA names a java (25 or newer), PHI_JAVA_OPTIONS adds JVM options.
setlocal
set "PHI_MAIN=io.phiworkbench.ui.PhiWorkbench"
call "%~dp0phi-java.cmd" || exit /b 3
"%phi_java%" %phi_jvm% %PHI_JAVA_OPTIONS% "-Dphi.home=%phi_home%" "-Djava.util.logging.config.file=%phi_home%\lib\logging.properties" -cp "%phi_home%\lib\phi-workbench.jar" %PHI_MAIN% %*
exit /b %ERRORLEVEL%
