#!/usr/bin/env bash
# A base backup, while everything serves. Daily; with the archived log it restores any moment after it.
#   backup.sh FOLDER              libpq's variables say which server (PGHOST, PGPORT, PGUSER); keeps the last 14
set -euo pipefail
[ $# = 1 ] || { sed -n 2,3p "$0" >&2; exit 2; }
name=$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$1"
pg_basebackup -D "$1/.$name.part" -Ft -z -X stream --checkpoint=fast --no-password
(cd "$1/.$name.part" && sha256sum ./* > SHA256)
mv "$1/.$name.part" "$1/$name"
sync "$1"
echo "$1/$name"
ls -1d "$1"/2*Z | head -n -14 | xargs -r rm -rf
