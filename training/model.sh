#!/usr/bin/env bash
# Retrains the reader: training/model.sh DATA, or make model DATA=FOLDER. training/README.md says what DATA must hold and what the steps are.
#
# Everything goes to build/model (another folder: WORK=FOLDER). A step whose output is there is skipped and a training run that was broken off is
# taken up at its last checkpoint, so after an interruption simply start again. To do a step anew, remove its output: what rests on it is done anew too.
set -euo pipefail

if [ $# -ne 1 ]; then
  echo "usage: training/model.sh DATA" >&2
  exit 2
fi
data=$(cd "$1" && pwd)
root=$(cd "$(dirname "$0")/.." && pwd)
work=${WORK:-$root/build/model}
mkdir -p "$work"
work=$(cd "$work" && pwd)

for needed in polnear/train.jsonl polnear/dev.jsonl labels/train.jsonl labels/rare.jsonl labels/dev.jsonl unlabelled/news.jsonl.gz stories score/spans.py score/stories.py; do
  if [ ! -e "$data/$needed" ]; then
    echo "model.sh: $data has no $needed; training/README.md says what a data folder holds" >&2
    exit 1
  fi
done

# step OUTPUT "LATER..." WHAT COMMAND...: runs the command unless its output is there. What later steps made of an earlier output is removed first.
step() {
  local output=$1 later=$2 what=$3 name
  shift 3
  if [ -e "$output" ]; then
    echo "== $what: there already ($output)"
    return
  fi
  for name in $later; do
    rm -rf "${work:?}/$name" "${work:?}/$name.checkpoint"
  done
  echo "== $what"
  "$@"
}

environment() {
  rm -rf "$work/venv"
  "${PYTHON:-python3}" -m venv "$work/venv"
  "$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$root/training/requirements.txt"
  touch "$work/venv/complete"
}

# reader NAME ARGUMENTS...: runs training/reader/NAME.py.
reader() {
  local name=$1
  shift
  PYTHONPATH="$root/training" "$work/venv/bin/python" -u -m "reader.$name" "$@"
}

train() { # OUTPUT ENCODER ARGUMENTS...
  local output=$1 encoder=$2
  shift 2
  reader train --data "$data" --encoder "$work/encoders/$encoder" --out "$output" "$@"
  rm -f "$output.checkpoint"
}

label() {
  reader label --data "$data" --teacher "$work/encoders/mpnet" "$work/teacher.safetensors" \
    --teacher "$work/encoders/minilm" "$work/first.safetensors" --articles 750 --out "$work/soft.pt.part"
  mv "$work/soft.pt.part" "$work/soft.pt"
}

embed() {
  reader embed --data "$data" --encoder "$work/encoders/mpnet" --limit 7000 --out "$work/vectors.pt.part"
  mv "$work/vectors.pt.part" "$work/vectors.pt"
}

export_graphs() {
  rm -rf "$work/reader.part"
  reader export --encoder "$work/encoders/minilm" --weights "$work/student.safetensors" --out "$work/reader.part"
  mv "$work/reader.part" "$work/reader"
}

train_stances() { # OUTPUT ARGUMENTS...
  local output=$1
  shift
  reader train_stances --data "$data" --encoder "$work/encoders/minilm" --graphs "$work/reader" --out "$output" "$@"
  rm -f "$output.checkpoint"
}

branch="branch.safetensors told.safetensors stances.safetensors" # what rests on the exported reader
step "$work/venv/complete" "" "Python packages" environment
"$work/venv/bin/python" "$root/training/fetch_encoders.py" "$work/encoders"

step "$work/first.safetensors" "soft.pt student.safetensors reader $branch" "The small model, on annotated text alone" \
  train "$work/first.safetensors" minilm --steps 1700 --lr 2e-4
step "$work/teacher.safetensors" "soft.pt student.safetensors reader $branch" "The teacher, on the same text" \
  train "$work/teacher.safetensors" mpnet --steps 880 --lr 1e-4
step "$work/soft.pt" "student.safetensors reader $branch" "Both label 750 articles" \
  label
step "$work/vectors.pt" "student.safetensors reader $branch" "Sentence embeddings of annotated contents" \
  embed
step "$work/student.safetensors" "reader $branch" "The small model, on annotated text, stances, claims and the soft labels" \
  train "$work/student.safetensors" minilm --weights "$work/first.safetensors" --steps 3700 --lr 1.4e-4 \
  --soft "$work/soft.pt" --soft-share .36 --label-share .18 --story-share .08 --vectors "$work/vectors.pt"
step "$work/reader" "$branch" "Export to int8" \
  export_graphs
step "$work/branch.safetensors" "told.safetensors stances.safetensors reader/stances.onnx" "The stance branch, on news" \
  train_stances "$work/branch.safetensors" --without unsure own --steps 5000
step "$work/told.safetensors" "stances.safetensors reader/stances.onnx" "The stance branch, on stories" \
  train_stances "$work/told.safetensors" --weights "$work/branch.safetensors" --without news unsure --steps 800 --lr 5e-5 --head-lr 2e-4
step "$work/stances.safetensors" "reader/stances.onnx" "The stance branch, on all, and on what it was unsure of" \
  train_stances "$work/stances.safetensors" --weights "$work/told.safetensors" --steps 4000 --head-lr 4e-4
step "$work/reader/stances.onnx" "" "Its export to int8" \
  reader export --stances "$work/stances.safetensors" --out "$work/reader"

mkdir -p "$root/models/reader"
cp "$work"/reader/* "$root/models/reader/"
echo "== What Go must equal: internal/reader/testdata"
reader golden --data "$data" --encoder "$work/encoders/minilm" --graphs "$root/models/reader" --stories "$root/testdata/stories" \
  --out "$root/internal/reader/testdata"
echo "== Scores of the float32 weights (of what is built in: hearsay eval attributions)"
reader evaluate --data "$data" --encoder "$work/encoders/minilm" --weights "$work/student.safetensors" | tee "$work/scores.txt"
