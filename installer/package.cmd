@echo off
rem Makes the installer for Windows: see package.ps1.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0package.ps1" %*
exit /b %ERRORLEVEL%
