#!/usr/bin/env bash
# Brings a base backup and the archived log to a moment, in an empty data folder. Run as the owner of that folder; then start PostgreSQL on it.
#   restore.sh BACKUP DATA_FOLDER [MOMENT]        MOMENT as '2026-11-22 17:04:00+00'; without it, to the end of the log
# Nothing of the old server is touched: its folder stays until you delete it.
set -euo pipefail
[ $# -ge 2 ] || { sed -n 2,4p "$0" >&2; exit 2; }
backup=$1 data=$2 moment=${3:-}
archive=${PLATFORM_ARCHIVE:-/var/backups/platform/wal}
[ -z "$(ls -A "$data" 2>/dev/null)" ] || { echo "$data is not empty." >&2; exit 1; }
(cd "$backup" && sha256sum --quiet -c SHA256)
mkdir -p "$data"
chmod 700 "$data"
tar -xzf "$backup/base.tar.gz" -C "$data"
tar -xzf "$backup/pg_wal.tar.gz" -C "$data/pg_wal"
{
  echo "restore_command = 'cp \"$archive/%f\" \"%p\"'"
  echo "recovery_target_action = promote"
  [ -z "$moment" ] || echo "recovery_target_time = '$moment'"
} >> "$data/postgresql.auto.conf"
touch "$data/recovery.signal"
echo "Start PostgreSQL on $data. It reads the log up to ${moment:-its end} and then serves."
