#!/usr/bin/env bash
# Installs the packed packages into a fresh project, compiles README's example against them and runs it.
# Usage: run.sh PACKAGES-FOLDER WORK-FOLDER
set -euo pipefail
packages=$1 work=$2
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=$(basename "$(ls "$packages"/MovieRec.Core.*.nupkg | grep -v symbols | head -n 1)" .nupkg)
version=${version#MovieRec.Core.}
mkdir -p "$work"

# The machine's own sources stay; the folder with the packages is added. A private package cache: no stale copy is used.
cat > "$work/nuget.config" <<XML
<configuration>
  <packageSources><add key="packed" value="$packages" /></packageSources>
</configuration>
XML
cat > "$work/PackageSmoke.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="MovieRec.Core" Version="$version" />
    <PackageReference Include="MovieRec.Data" Version="$version" />
  </ItemGroup>
</Project>
XML
cp "$root/samples/MovieRec.QuickStart/Program.cs" "$work/"
cache=$(dotnet nuget locals global-packages --list | sed 's/^.*: //')
rm -rf "${cache%/}"/movierec.{core,data}/"$version"
dotnet build "$work/PackageSmoke.csproj" -o "$work/out"
cd "$root"
dotnet "$work/out/PackageSmoke.dll" > "$work/output.txt"
cat "$work/output.txt"
diff <(awk '/^```text quickstart/ { on = 1; next } /^```/ { on = 0 } on' README.md) "$work/output.txt"
rm -rf "${cache%/}"/movierec.{core,data}/"$version"
