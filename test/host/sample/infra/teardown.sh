#!/bin/sh
# Takes a preview environment down again. Usage: teardown.sh NAME
set -eu

environment="$1"
cd "$(dirname "$0")"
terraform workspace select "$environment"
