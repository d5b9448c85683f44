#!/bin/sh
# Trains, exports or evaluates the demonstration model; docs/demo-model.md explains.
#   demo.sh Trainer [folder]             start or go on training (Ctrl-C saves)
#   demo.sh Exporter folder checkpoint   write the trained weights as a checkpoint
#   demo.sh Evaluate [checkpoint]        accuracies on held-out renders
# DEMO_JVM holds further JVM options such as -Ddemo.steps=20000.
set -e
program=$1
shift
cd "$(dirname "$0")/../.."
# One thread a worker, and freed memory stays with the process: both together are three times as fast.
export OMP_NUM_THREADS=1 MKL_NUM_THREADS=1
export MALLOC_TOP_PAD_=67108864 MALLOC_MMAP_THRESHOLD_=1073741824 MALLOC_TRIM_THRESHOLD_=4294967296
# Maven's exec plugin takes java from the path, which may be older than the one that Maven itself runs on.
[ -z "$JAVA_HOME" ] || export PATH="$JAVA_HOME/bin:$PATH"
exec ./mvnw -q -B -DnoCoverage -DskipTests test-compile exec:exec@demo-model \
  "-Ddemo.program=$program" "-Ddemo.jvm=$DEMO_JVM" "-Ddemo.arguments=$*"
