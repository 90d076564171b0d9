/** Updates of the program. */
export const updates = {
  'updates.off': 'Switched off. New versions are not looked for.',
  'updates.elsewhere':
    'This build does not replace itself: a new version comes the way this one came, from a package manager, an archive or your administrator.',
  'updates.checking': 'Looking for a newer version…',
  'updates.never': 'Nobody has looked for a newer version yet.',
  'updates.current': 'This is the newest version. Looked at {time}.',
  'updates.available': 'There is version {version}.',
  'updates.downloading': 'Fetching version {version}: {percent} %',
  'updates.ready': 'Version {version} is ready. It is installed when Chatdrop ends, or now.',
  'updates.waiting': 'Version {version} is installed as soon as nothing is being sent',
  'updates.refused': 'Version {version} was thrown away: the file is not what its publisher made.',
  'updates.failed': 'Could not look for a newer version. Next try at {time}.',
  'updates.check': 'Look now',
  'updates.download': 'Fetch it',
  'updates.restart': 'Restart to update',
} as const;
