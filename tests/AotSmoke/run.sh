#!/usr/bin/env bash
# Publishes the program with NativeAOT and runs it. Usage: run.sh WORK-FOLDER
set -euo pipefail
work=$1
cd "$(dirname "${BASH_SOURCE[0]}")"
linker=()
if ! command -v clang > /dev/null; then
  # The SDK links with clang by default; gcc does as well.
  linker=(-p:CppCompilerAndLinker=gcc)
fi
dotnet publish AotSmoke.csproj -c Release -o "$work" "${linker[@]}"
"$work/AotSmoke"
