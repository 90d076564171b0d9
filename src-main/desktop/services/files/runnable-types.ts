/**
 * Types that a system runs when they are opened, or that lead to something it runs: programs, scripts, shortcuts,
 * installers, disk images, documents that carry commands. After Chromium's list of dangerous downloads
 * (`download_file_types.asciipb`) and Windows' PATHEXT.
 */
const RUNNABLE = new Set(
  [
    // Windows: programs, installers, scripts, shortcuts, settings
    'exe com scr pif cpl msi msp msix msixbundle appx appxbundle appinstaller application gadget',
    'bat cmd ps1 ps1xml ps2 psc1 psd1 psm1 vb vbe vbs js jse mjs ws wsc wsf wsh hta sct msc reg inf ins isp job',
    'lnk url scf library-ms search-ms searchconnector-ms settingcontent-ms website diagcab theme themepack chm hlp',
    'dll ocx sys drv xll xlam wll ppam rdp application-reference appref-ms jnlp iqy slk dqy',
    // macOS
    'app command tool terminal action workflow scpt scptd applescript osx pkg mpkg dmg webloc inetloc fileloc kext prefpane saver',
    // Linux
    'desktop sh bash zsh fish csh ksh run bin out appimage deb rpm flatpak flatpakref snap directory',
    // interpreters everywhere
    'jar class py pyc pyw pyz pyzw pl rb php lua tcl awk ipynb nu r',
    // disk images and archives that mount on a click
    'iso img vhd vhdx',
  ].flatMap((line) => line.split(' ')),
);

/** Types that no system runs, even if the file is executable: on Windows drives every file is. */
const DOCUMENT =
  /\.(?:pdf|jpe?g|png|gif|webp|bmp|tiff?|heic|svg|docx?|odt|rtf|txt|md|xlsx?|ods|csv|tsv|pptx?|odp|zip|7z|rar|gz|tar|xz|mp[34]|wav|ogg|flac|m4a|mov|mkv|avi|webm|xml|json|html?|eml|dwg|dxf)$/i;

/**
 * True for a file that opening may run, by its name and, on POSIX, its executable bit.
 * @param mode of `stat`
 */
export function isRunnable(name: string, mode: number, platform: NodeJS.Platform): boolean {
  // Windows ignores spaces and dots at the end of a name. The text after a colon names a stream of the same file.
  const plain = name.replace(/:.*$/, '').replace(/[. ]+$/, '');
  const extension = plain.slice(plain.lastIndexOf('.') + 1).toLowerCase();
  if (plain.includes('.') && RUNNABLE.has(extension)) return true;
  return platform !== 'win32' && (mode & 0o111) !== 0 && !DOCUMENT.test(plain);
}
