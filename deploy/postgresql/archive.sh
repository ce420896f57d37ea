#!/usr/bin/env bash
# PostgreSQL's archive_command: keeps one finished piece of the write-ahead log. Succeeds only when it is safely there.
#   archive.sh PATH NAME          into $PLATFORM_ARCHIVE (default /var/backups/platform/wal), which is another disk or machine
set -euo pipefail
to=${PLATFORM_ARCHIVE:-/var/backups/platform/wal}
mkdir -p "$to"
if [ -f "$to/$2" ]; then cmp -s "$1" "$to/$2"; exit; fi   # sent twice: fine where it is the same, an error where it is not
cp "$1" "$to/.$2.part"
sync "$to/.$2.part"
mv "$to/.$2.part" "$to/$2"
sync "$to"
