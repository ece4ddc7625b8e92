#!/usr/bin/env bash
# The one door, on a laptop and in .ci/run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_CLI_UI_LANGUAGE=en DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

readonly solution=ConsentGrains.sln
readonly cluster=ConsentGrains.Cluster.sln
readonly cluster_tests=tests/ConsentGrains.Cluster.Tests
readonly cluster_web_tests=tests/ConsentGrains.Cluster.Web.Tests
readonly benchmarks=tests/ConsentGrains.Benchmarks
readonly cluster_benchmarks=tests/ConsentGrains.Cluster.Benchmarks

usage() {
  cat <<'EOF'
usage: ./build.sh COMMAND

  ci           everything that must hold before a change lands: restore, build with
               warnings as errors, format check, the cluster edition where its packages
               are to be had, the README's own test command; the last line is
               "N passed, N failed, N skipped"
  test         the README's own test command alone, with the same last line
  bench NAME   run one benchmark in Release (see docs/benchmarks.md)
  soak NAME    run one long trial in Release: `crash` kills the server a hundred times on each store under load,
               `n10` withdraws and asks at once, of processes that are delayed, frozen and woken,
               `faults` takes its store away in every way and measures how it goes on, `rubbish` sends 100,000 requests that are none,
               `n10-cluster` does as `n10`, asking at every silo of a cluster,
               `cluster` kills, freezes, drains, cuts off and restarts silos under load
  publish [RID]  make artifacts/consent, one file that needs no .NET on its machine (RID: linux-x64 if left out)
  publish-silo [RID]
               make artifacts/consent-silo likewise, where Orleans' packages can be restored
  format       put the layout of every source file right
  clean        remove what builds leave behind
EOF
}

say() { printf '== %s\n' "$*"; }

fail() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

need_sdk() {
  command -v dotnet >/dev/null || fail "dotnet is missing. Install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0
(or: curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0, and put ~/.dotnet on the PATH)"
  dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing; installed: $(dotnet --list-sdks | tr '\n' ' ')
Get it at https://dotnet.microsoft.com/download/dotnet/10.0"
}

# The command a newcomer is told to run is the command that is checked.
readme_test_command() {
  local command
  command=$(grep -m 1 -E '^dotnet test( |$)' README.md) || fail "README.md has no line that starts with 'dotnet test'"
  printf '%s' "$command"
}

# Adds up the summaries of all test projects; fails when a test failed, the command failed, or nothing ran.
run_tests() {
  local command log code=0 cluster_log=${1:-}
  command=$(readme_test_command)
  log=$(mktemp)
  say "$command"
  bash -c "$command" </dev/null 2>&1 | tee "$log" || code=$?
  local passed failed skipped
  [ -z "$cluster_log" ] || cat "$cluster_log" >>"$log"
  passed=$(total Passed "$log") failed=$(total Failed "$log") skipped=$(total Skipped "$log")
  rm -f "$log"
  [ "$code" -eq 0 ] || say "the test command ended with exit code $code"
  [ $((passed + failed)) -gt 0 ] || { code=1; say "no test ran"; }
  [ "$failed" -eq 0 ] || code=1
  echo "$passed passed, $failed failed, $skipped skipped"
  return "$code"
}

# A summary reads: Passed!  - Failed:     0, Passed:    18, Skipped:     0, Total:    18, Duration: …
total() {
  sed -nE "s/^(Passed|Failed|Skipped)! .*[ -]$1: *([0-9]+),.*/\2/p" "$2" | awk '{ sum += $1 } END { print sum + 0 }'
}

# Where the tests look for it, too.
has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || compgen -G '/usr/local/lib/postgresql/*/bin/initdb' >/dev/null; }

# The Orleans edition has a solution of its own, because its packages cannot be restored everywhere. Where they can, it is built and tested.
# $1: where the summary of its tests is put. The storm, minutes of killed and frozen silos, is `./build.sh soak cluster`.
cluster() {
  local log code=0
  log=$(mktemp)
  if ! timeout 300 dotnet restore "$cluster" --nologo -v q >"$log" 2>&1; then
    grep -m 3 -E 'error (NU|NETSDK)' "$log" || tail -n 3 "$log"
    rm -f "$log"
    say "the cluster edition was NOT built and NOT tested: the packages of $cluster cannot be restored here"
    return 0
  fi
  rm -f "$log"
  say "the cluster edition: build, warnings as errors"; dotnet build "$cluster" --no-restore --nologo -v q -warnaserror || return 1
  say "the cluster edition: tests"; dotnet test "$cluster_tests" --no-build --nologo --logger "console;verbosity=minimal" --filter FullyQualifiedName!~StormTests 2>&1 | tee "$1" || code=1
  if ! has_postgres; then say "the tests of HTTP were NOT run before a silo: PostgreSQL's server is not installed here"; return "$code"; fi
  say "the cluster edition: the tests of HTTP, before a silo"; dotnet test "$cluster_web_tests" --no-build --nologo --logger "console;verbosity=minimal" 2>&1 | tee -a "$1" || code=1
  return "$code"
}

ci() {
  need_sdk
  say "restore"; dotnet restore "$solution" --nologo -v q
  say "build, warnings as errors"; dotnet build "$solution" --no-restore --nologo -v q -warnaserror
  # Code style is checked by the build; this is the layout alone, which needs no build and takes seconds.
  say "format"; format --verify-no-changes || fail "some files are laid out differently: run ./build.sh format"
  local cluster_log code=0
  cluster_log=$(mktemp)
  cluster "$cluster_log" || { code=1; say "the cluster edition failed"; }
  run_tests "$cluster_log" || code=$?
  rm -f "$cluster_log"
  return "$code"
}

format() { dotnet format whitespace . --folder --include ./src/ ./tests/ "$@"; }

benchmark() {
  need_sdk
  if [ "$1" = cluster ]; then dotnet run -c Release --project "$cluster_benchmarks" -- "${@:2}"; return; fi
  dotnet run -c Release --project "$benchmarks" -- "$@"
}

# A test of every build, as it is run there, but longer.
soak_test() {
  need_sdk
  export SOAK_PROGRESS="${SOAK_PROGRESS:-$(mktemp)}"
  tail -n 0 -F --pid=$$ "$SOAK_PROGRESS" 2>/dev/null &
  dotnet test -c Release "tests/ConsentGrains.$1" --filter "FullyQualifiedName~$2" --logger "console;verbosity=detailed"
}

# On journals of their own, SOAK_BATCH rounds each; broken off, it goes on behind the last batch that was whole.
soak_crash() {
  local rounds="${SOAK_ROUNDS:-100}" batch="${SOAK_BATCH:-50}" past=.soak-crash store round
  for store in sqlite postgres; do
    for ((round = batch; round <= rounds; round += batch)); do
      if grep -qx "$store $round" "$past" 2>/dev/null; then say "$store: round $round and before were run already (remove $past to begin anew)"; continue; fi
      SOAK_ROUNDS="$batch" soak_test Server.Tests "KillTests&DisplayName~$store" || fail "$store failed after round $((round - batch))"
      echo "$store $round" >>"$past"
    done
  done
  rm -f "$past"
}

soak() {
  case "${1:-}" in
    crash) soak_crash ;;
    n10) SOAK_TRIES="${SOAK_TRIES:-100000}" SOAK_TAKE_OVERS="${SOAK_TAKE_OVERS:-10}" soak_test Server.Tests FreshnessTests ;;
    n10-cluster) SOAK_TRIES="${SOAK_TRIES:-100000}" SOAK_TAKE_OVERS="${SOAK_TAKE_OVERS:-10}" soak_test Cluster.Tests FreshnessTests ;;
    faults) SOAK_FAULT_ROUNDS="${SOAK_FAULT_ROUNDS:-3}" SOAK_FAULT_SECONDS="${SOAK_FAULT_SECONDS:-12}" soak_test Server.Tests StoreFaultTests ;;
    rubbish) SOAK_REQUESTS="${SOAK_REQUESTS:-100000}" SOAK_SEED="${SOAK_SEED:-$RANDOM}" soak_test Web.Tests RubbishTests ;;
    cluster) SOAK_ROUNDS="${SOAK_ROUNDS:-1}" soak_test Cluster.Tests StormTests ;;
    *) fail "there is no soak ${1:-}: crash, cluster, faults, n10, n10-cluster or rubbish" ;;
  esac
}

publish() {
  need_sdk
  dotnet publish "$1" -c Release -r "${2:-linux-x64}" --self-contained -p:PublishSingleFile=true -p:IncludeNativeLibrariesForSelfExtract=true \
    -p:DebugType=none -p:GenerateDocumentationFile=false -o artifacts --nologo -v q
  ls -lh artifacts/consent*
}

clean() {
  find src tests -type d \( -name bin -o -name obj -o -name TestResults \) -prune -exec rm -rf {} +
  rm -rf BenchmarkDotNet.Artifacts artifacts
}

case "${1:-}" in
  ci) ci ;;
  test) need_sdk; run_tests ;;
  bench) [ $# -ge 2 ] || fail "bench needs a NAME, see docs/benchmarks.md"; benchmark "${@:2}" ;;
  soak) soak "${2:-}" ;;
  publish) publish src/ConsentGrains.Server "${2:-}" ;;
  publish-silo) publish src/ConsentGrains.Silo "${2:-}" ;;
  format) need_sdk; format ;;
  clean) clean ;;
  -h | --help | help) usage ;;
  *) usage >&2; exit 2 ;;
esac
