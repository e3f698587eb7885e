; The installer for Windows (Inno Setup 6): for this person alone, without an administrator's password.
;   iscc /DVersion=0.1.0 /DFolder=..\..\build\package\dist\optout-assist /O..\..\dist bundle\windows\optout-assist.iss

[Setup]
AppId=optout-assist
AppName=Optout Assist
AppVersion={#Version}
AppVerName=Optout Assist {#Version}
DefaultDirName={localappdata}\Programs\optout-assist
DefaultGroupName=Optout Assist
DisableDirPage=yes
DisableProgramGroupPage=yes
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
OutputBaseFilename=optout-assist-{#Version}-windows-x64
SetupIconFile=..\..\build\package\optout-assist.ico
UninstallDisplayIcon={app}\optout-assist-window.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "fr"; MessagesFile: "compiler:Languages\French.isl"

[CustomMessages]
en.Questions=Optout Assist, with questions
fr.Questions=Optout Assist, avec questions
en.Kept=Optout Assist is removed. Your attempts and their evidence stay, in:%n%n%1%n%nTo forget everything, delete that folder.
fr.Kept=Optout Assist est enlevé. Vos démarches et leurs preuves restent, dans :%n%n%1%n%nPour tout oublier, supprimez ce dossier.

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[InstallDelete]
; What an older version brought along and this one does not.
Type: filesandordirs; Name: "{app}\_internal"

[Icons]
Name: "{autoprograms}\Optout Assist"; Filename: "{app}\optout-assist-window.exe"
; A terminal that stays after the last answer.
Name: "{autoprograms}\{cm:Questions}"; Filename: "{cmd}"; Parameters: "/k ""{app}\optout-assist.exe"""; WorkingDir: "{%USERPROFILE}"; IconFilename: "{app}\optout-assist-window.exe"

[Code]
{ The archive lies in a folder of the person's, never in the program's: removing the program does not touch it. }
procedure CurUninstallStepChanged(Step: TUninstallStep);
begin
  if (Step = usPostUninstall) and not UninstallSilent then
    MsgBox(FmtMessage(CustomMessage('Kept'), [ExpandConstant('{localappdata}\optout-assist\archive')]), mbInformation, MB_OK);
end;
