#!/bin/sh
# Releases a service through the pipeline. Usage: release.sh SERVICE VERSION
set -eu

service="$1"
version="$2"
git tag --annotate "$service-$version" --message "Release $service $version"
git push origin "$service-$version"
