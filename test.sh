#!/usr/bin/env bash
# Builds the platform and runs every test. Installs what a fresh Debian machine lacks when it may; says what it cannot.
#   ./test.sh            everything
#   ./test.sh --fast     the inner loop: no PostgreSQL, no browser, under a minute
set -euo pipefail
cd "$(dirname "$0")"

fast=false
for argument in "$@"; do
  case "$argument" in
    --fast) fast=true ;;
    *) echo "Unknown option $argument. Use ./test.sh or ./test.sh --fast." >&2; exit 2 ;;
  esac
done

missing() { echo "Missing: $1. $2" >&2; exit 1; }

command -v dotnet >/dev/null || missing "the .NET SDK 10" "Install it from Microsoft's instructions for your system."
command -v node >/dev/null || missing "Node.js 20" "Install it with your system's packages; it builds the front end."

# Debian packages, only where they are lacking and where we may.
install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $* ..." >&2
    DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >&2
  else
    echo "Cannot install $*: not root, or no apt-get. Install it by hand and run this again." >&2
    return 1
  fi
}

has_postgres() { command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

if [ "$fast" = false ]; then
  has_postgres || install postgresql || missing "PostgreSQL 15" "The storage tests need its binaries (initdb, pg_ctl)."
  command -v chromium >/dev/null || install chromium fonts-dejavu || missing "Chromium" "The browser tests need it."
fi

dotnet build Platform.sln --nologo -v quiet -clp:NoSummary

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
filter=()
[ "$fast" = true ] && filter=(--filter "Speed!=Slow")
status=0
dotnet test tests --no-build --nologo --logger "trx;LogFileName=all.trx" --results-directory "$results" "${filter[@]}" || status=$?

# The closing line, from what the runner counted.
read_counter() { sed -n "s/.*<Counters.* $1=\"\([0-9]*\)\".*/\1/p" "$results/all.trx" | head -n 1; }
if [ ! -s "$results/all.trx" ]; then
  echo "The tests did not run." >&2
  exit 1
fi
total=$(read_counter total) executed=$(read_counter executed) passed=$(read_counter passed)
failed=$((executed - passed)) skipped=$((total - executed))
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
