"""Runs the kernels of the Python library implicit (benfred/implicit) on the interactions that this repository's benchmark
exports, for a comparison side by side. Nothing of implicit is in this repository; how it is built: benchmarks/results/als-peers.md.

    implicit_als.py MODULES iterate|speed INTERACTIONS FACTORS THREADS ITERATIONS
    implicit_als.py MODULES quality TRAIN.CSV TEST.CSV OUT.CSV [FOLD_IN.CSV]

MODULES holds _als*.so and topk*.so, built from implicit/cpu. INTERACTIONS is what `export FILE` writes: users, items and
entries as three int64, then row starts and item numbers as int32. speed prints one line of key=value pairs, iterate leaves out the top 10. quality fits
with implicit's own defaults (100 factors, regularization .01, alpha 1, 15 iterations, 3 steps) for three seeds and writes
each user's mean NDCG@10.
"""

import glob
import importlib.util
import math
import resource
import sys
import time

import numpy as np
import scipy.sparse as sparse


def load(folder, name):
    path = glob.glob(f"{folder}/{name}.*.so")[0]
    spec = importlib.util.spec_from_file_location(f"implicit.cpu.{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def matrix_of(path):
    with open(path, "rb") as file:
        users, items, count = np.fromfile(file, np.int64, 3)
        starts = np.fromfile(file, np.int32, users + 1)
        entries = np.fromfile(file, np.int32, count)
    return sparse.csr_matrix((np.ones(count, np.float32), entries, starts), shape=(users, items))


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def start_factors(shape, d, seed):
    random = np.random.RandomState(seed)
    return [(random.rand(n, d) * 0.01).astype(np.float32) for n in shape]


def speed(als, topk, path, d, threads, iterations, top):
    matrix = matrix_of(path)
    transposed = matrix.T.tocsr()
    users, items = start_factors(matrix.shape, d, 1)
    best_cpu, best_wall = math.inf, math.inf
    for _ in range(iterations):
        before, start = cpu(), time.perf_counter()
        als.least_squares_cg(matrix, users, items, 0.01, num_threads=threads, cg_steps=3)
        als.least_squares_cg(transposed, items, users, 0.01, num_threads=threads, cg_steps=3)
        best_cpu = min(best_cpu, cpu() - before)
        best_wall = min(best_wall, time.perf_counter() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    top_cpu, top_wall = math.inf, math.inf
    for _ in range(2 if top else 0):
        before, start = cpu(), time.perf_counter()
        topk.topk(items, users, 10, filter_query_items=matrix, num_threads=threads)
        top_cpu = min(top_cpu, cpu() - before)
        top_wall = min(top_wall, time.perf_counter() - start)
    print(
        f"d={d} threads={threads} iteration_cpu={best_cpu:.3f} iteration_wall={best_wall:.3f} "
        f"top_cpu={top_cpu:.3f} top_wall={top_wall:.3f} peak_mib={peak:.0f}"
    )


def pairs(path):
    with open(path, encoding="utf-8") as file:
        next(file)
        return [tuple(int(field) for field in line.split(",")[:2]) for line in file]


def quality(als, topk, train_path, test_path, out_path, fold_path):
    train = pairs(train_path)
    user_of = {user: n for n, user in enumerate(sorted({u for u, _ in train}))}
    item_ids = sorted({i for _, i in train})
    item_of = {item: n for n, item in enumerate(item_ids)}
    rows = [user_of[u] for u, _ in train]
    columns = [item_of[i] for _, i in train]
    matrix = sparse.csr_matrix((np.ones(len(train), np.float32), (rows, columns)), shape=(len(user_of), len(item_of)))
    relevant = {}
    for user, item in pairs(test_path):
        relevant.setdefault(user, set()).add(item)
    tested = sorted(relevant)
    folded = None
    if fold_path:
        known = [(tested.index(u), item_of[i]) for u, i in pairs(fold_path) if u in relevant and i in item_of]
        folded = sparse.csr_matrix(
            (np.ones(len(known), np.float32), ([u for u, _ in known], [i for _, i in known])), shape=(len(tested), len(item_of))
        )
    sums = np.zeros(len(tested))
    seeds = (1, 2, 3)
    for seed in seeds:
        users, items = start_factors(matrix.shape, 100, seed)
        transposed = matrix.T.tocsr()
        for _ in range(15):
            als.least_squares_cg(matrix, users, items, 0.01, num_threads=1, cg_steps=3)
            als.least_squares_cg(transposed, items, users, 0.01, num_threads=1, cg_steps=3)
        # As recommend(recalculate_user=True) does: the exact solution of the user's history.
        seen = matrix[[user_of[u] for u in tested]] if folded is None else folded
        queries = np.zeros((len(tested), 100), np.float32)
        als.least_squares(seen, queries, items, 0.01, num_threads=1)
        lists, _ = topk.topk(items, queries, 10, filter_query_items=seen, num_threads=1)
        for n, user in enumerate(tested):
            gain = sum(1 / math.log2(r + 2) for r, i in enumerate(lists[n]) if item_ids[i] in relevant[user])
            sums[n] += gain / sum(1 / math.log2(r + 2) for r in range(min(10, len(relevant[user]))))
    with open(out_path, "w", encoding="utf-8") as file:
        file.write("user,ndcg\n")
        for n, user in enumerate(tested):
            file.write(f"{user},{sums[n] / len(seeds):.9f}\n")
    print(f"users={len(tested)} ndcg={sums.mean() / len(seeds):.4f}")


if __name__ == "__main__":
    folder, mode = sys.argv[1:3]
    modules = load(folder, "_als"), load(folder, "topk")
    if mode in ("iterate", "speed"):
        speed(*modules, sys.argv[3], *(int(text) for text in sys.argv[4:7]), mode == "speed")
    else:
        quality(*modules, *sys.argv[3:6], sys.argv[6] if len(sys.argv) > 6 else None)
