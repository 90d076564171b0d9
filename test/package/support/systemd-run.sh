#!/bin/sh
# Plays systemd-run where no systemd runs: --uid and LoadCredential are done, the rest is as it is.
set -eu
credentials=$(mktemp -d)
while :; do
  case $1 in
    --pipe | --wait) shift ;;
    --uid=*) user=${1#--uid=} && shift ;;
    -p)
      credential=${2#LoadCredential=}
      [ "$credential" != "$2" ]
      install -o "$user" -m 0400 "${credential#*:}" "$credentials/${credential%%:*}"
      shift 2
      ;;
    *) break ;;
  esac
done
chown "$user" "$credentials"
exec setpriv --reuid="$(id -u "$user")" --regid="$(id -g "$user")" --clear-groups \
  env -i PATH="$PATH" CREDENTIALS_DIRECTORY="$credentials" "$@"
