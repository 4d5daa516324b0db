#!/bin/sh
# Trains models/default.model. Run from the repository root; needs ../shared/data (real public texts, not part of this repository).
# Machine-independent: the same input, seed and date give the same bytes.
# Test rows never come along: import keeps their mark (split=test) and train skips them; --exclude does the same by text for the other test sets.
set -eu
data=${TRIAGE_DATA:-../shared/data}
out=${1:-models/default.model}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet build -c Release -v quiet -nologo src/Triage.Training
triage() { dotnet src/Triage.Training/bin/Release/net10.0/Triage.Training.dll "$@"; }

for name in cjrc elements lending_scm lending_ldw simucourt casegen procedure; do
  triage import --format judgments --in "$data/judgments_$name.jsonl" --out "$work/$name.jsonl"
done
triage import --format questions --in "$data/questions_stard.jsonl" --out "$work/stard.jsonl"
triage import --format consultations --in "$data/consultations_unlabelled.jsonl" --labels data/labels/consultations.tsv \
  --out "$work/consultations.jsonl" --held-out "$work/consultations_held_out.jsonl"
cat data/sample/narratives/*.jsonl > "$work/all.jsonl"
triage import --format narratives --in "$work/all.jsonl" --out "$work/narratives.jsonl"
triage import --format phrases --in models/phrases/phrases*.tsv models/phrases/no-dispute.tsv --out "$work/phrases.jsonl"
for name in lay lay-by-cause lay-more court passages court-passages; do
  triage import --format phrases --in "models/phrases/$name.tsv" --out "$work/$name.jsonl"
done

triage import --format background --in "$data/statutes_train.tsv.gz" --out "$work/background.jsonl"

triage train --out "$out" --trained-on 2026-11-20 --seed 1 \
  --data "$work/cjrc.jsonl" "$work/elements.jsonl" "$work/lending_scm.jsonl" "$work/lending_ldw.jsonl" "$work/simucourt.jsonl" "$work/casegen.jsonl" \
    "$work/procedure.jsonl" "$work/stard.jsonl" "$work/consultations.jsonl" "$work/narratives.jsonl" "$work/phrases.jsonl" \
    "$work/lay.jsonl" "$work/lay-by-cause.jsonl" "$work/lay-more.jsonl" "$work/court.jsonl" "$work/passages.jsonl" "$work/court-passages.jsonl" "$work/background.jsonl" \
  --weight elements.jsonl=0.1 lending_scm.jsonl=0.1 lending_ldw.jsonl=0.05 procedure.jsonl=0.1 simucourt.jsonl=1 casegen.jsonl=1 stard.jsonl=0.6 background.jsonl=0.2 court-passages.jsonl=0.5 \
  --cap consultations.jsonl=120 lay.jsonl=300 lay-more.jsonl=100 court.jsonl=400 \
  --set cost=3 balance=0.5 longest=3 mostFeatures=200000 mostCauseFeatures=8000 \
  --exclude "$work/consultations_held_out.jsonl" "$data/consultations_lawbench24.jsonl" "$data/judgments_lexeval31.jsonl" > "$work/report.txt"
cat "$work/report.txt"

if [ "${EVALUATE:-}" ]; then
  triage evaluate --model "$out" --data "$work/consultations_held_out.jsonl"
  triage evaluate --model "$out" --data "$data/judgments_cjrc.jsonl" --split test --merge administrative=land
  triage evaluate --model "$out" --data "$data/consultations_lawbench24.jsonl" --merge administrative=land \
    --only family,land,labour,traffic,lending,contract,housing,tort,neighbour
  triage evaluate --model "$out" --data "$data/judgments_lexeval31.jsonl" --merge administrative=land --causes data/sample/court/causes.csv
fi
