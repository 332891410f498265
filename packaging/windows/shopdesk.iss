; Inno Setup 6: the installer for Windows. Built by packaging/build.py on Windows, which passes the version.
; Installs for the user without administrator rights; the data folder is not touched by installing or uninstalling.
#ifndef AppVersion
  #error Pass /DAppVersion=x.y.z
#endif

[Setup]
AppId={{6E1B3C52-5B7C-4C2E-9D5E-2F0B7C0A91D4}
AppName=ShopDesk
AppVersion={#AppVersion}
AppVerName=ShopDesk {#AppVersion}
AppPublisher=The ShopDesk authors
DefaultDirName={autopf}\ShopDesk
DefaultGroupName=ShopDesk
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
PrivilegesRequiredOverridesAllowed=dialog
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
MinVersion=10.0.17763
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\shopdesk.ico
UninstallDisplayIcon={app}\ShopDesk.exe
OutputDir=..\..\dist
OutputBaseFilename=ShopDesk-{#AppVersion}-windows-x64-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
RestartApplications=no

[Languages]
; The Chinese file comes with newer versions of Inno Setup only.
#ifexist "compiler:Languages\ChineseSimplified.isl"
Name: "zh"; MessagesFile: "compiler:Languages\ChineseSimplified.isl"
#endif
Name: "en"; MessagesFile: "compiler:Default.isl"

[Tasks]
Name: "desktopicon"; Description: "{cm:CreateDesktopIcon}"; GroupDescription: "{cm:AdditionalIcons}"

[InstallDelete]
; A newer version must not find modules of an older one.
Type: filesandordirs; Name: "{app}\_internal"

[Files]
Source: "..\..\dist\shopdesk\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\ShopDesk"; Filename: "{app}\ShopDesk.exe"
Name: "{autodesktop}\ShopDesk"; Filename: "{app}\ShopDesk.exe"; Tasks: desktopicon

[Run]
Filename: "{app}\ShopDesk.exe"; Description: "{cm:LaunchProgram,ShopDesk}"; Flags: nowait postinstall skipifsilent
