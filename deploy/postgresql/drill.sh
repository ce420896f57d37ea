#!/usr/bin/env bash
# The drill: a scratch PostgreSQL, a base backup, rows before and after a moment, the server killed, a restore to that moment and one to the end.
#   drill.sh          needs PostgreSQL's binaries and a user other than root (root: it goes on as `nobody`); leaves nothing behind
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
if [ "$(id -u)" = 0 ]; then
  # Where `nobody` may read it.
  copy=$(mktemp -d) && cp "$here"/*.sh "$copy" && chmod -R a+rX "$copy"
  trap 'rm -rf "$copy"' EXIT
  setpriv --reuid=nobody --regid=nogroup --clear-groups bash "$copy/drill.sh"
  exit
fi
PATH=$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
work=$(mktemp -d)
export PGHOST=$work PGPORT=54329 PGUSER=platform PGDATABASE=postgres PLATFORM_ARCHIVE=$work/wal
cleanup() { for d in "$work"/data*; do pg_ctl -D "$d" -m immediate stop >/dev/null 2>&1 || true; done; rm -rf "$work"; }
trap cleanup EXIT
start() { pg_ctl -D "$1" -w -l "$work/log" -o "-p $PGPORT -k $work -c listen_addresses= -c archive_mode=$2 -c 'archive_command=$here/archive.sh %p %f'" start >/dev/null; }
say() { psql -qAtc "$1"; }
served() { until [ "$(say 'select pg_is_in_recovery()')" = f ]; do sleep 0.2; done; }

initdb -D "$work/data" -U platform --auth=trust >/dev/null
start "$work/data" on
say "create table kept (n int, at timestamptz default clock_timestamp())"
backup=$("$here/backup.sh" "$work/backups")
say "insert into kept select generate_series(1, 1000)"
sleep 1
moment=$(say "select now()")
sleep 1
say "insert into kept select generate_series(1001, 1500)"
say "select pg_switch_wal()" >/dev/null
until [ "$(say "select last_archived_wal is not null and failed_count = 0 and last_archived_wal >= pg_walfile_name(pg_current_wal_lsn() - 1) from pg_stat_archiver")" = t ]; do sleep 0.2; done
kill -9 "$(head -n 1 "$work/data/postmaster.pid")"
sleep 1

for until in "$moment" ""; do
  began=$(date +%s%N)
  "$here/restore.sh" "$backup" "$work/data-restored" "$until" >/dev/null
  start "$work/data-restored" off
  served
  found=$(say "select count(*) from kept")
  echo "restored ${until:-to the end of the log}: $found rows, $(( ($(date +%s%N) - began) / 1000000 )) ms"
  [ "$found" = "$([ -n "$until" ] && echo 1000 || echo 1500)" ] || { echo "That is wrong." >&2; exit 1; }
  pg_ctl -D "$work/data-restored" -m immediate stop >/dev/null
  rm -rf "$work/data-restored"
done
"$here/archive.sh" "$work/backups/$(basename "$backup")/SHA256" piece
if "$here/archive.sh" "$0" piece 2>/dev/null; then echo "The archive took two pieces of one name." >&2; exit 1; fi
echo "the drill passed"
