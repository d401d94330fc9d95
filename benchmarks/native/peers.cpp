// Measures hnswlib and Annoy on vectors exported by MovieRec.Ann.Benchmarks, in the same units: one thread, queries per
// CPU-second, recall@10 with ties by score.
//
//   g++ -O3 -march=native -std=c++17 -I HNSWLIB -I ANNOY/src -o peers benchmarks/native/peers.cpp -lpthread
//   ./peers FILE hnsw|annoy
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "annoylib.h"
#include "kissrandom.h"
#include "hnswlib/hnswlib.h"

static double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

struct Data {
  int32_t count, dims, queries, similarity;
  std::vector<float> vectors, query, bars;
  std::vector<int32_t> selves;
};

static Data load(const char* path) {
  Data d;
  std::ifstream in(path, std::ios::binary);
  in.read((char*)&d.count, 16);
  d.vectors.resize((size_t)d.count * d.dims);
  d.query.resize((size_t)d.queries * d.dims);
  d.selves.resize(d.queries);
  d.bars.resize(d.queries);
  in.read((char*)d.vectors.data(), d.vectors.size() * 4);
  in.read((char*)d.query.data(), d.query.size() * 4);
  in.read((char*)d.selves.data(), d.selves.size() * 4);
  in.read((char*)d.bars.data(), d.bars.size() * 4);
  if (d.similarity == 1) {
    for (auto* rows : {&d.vectors, &d.query}) {
      for (size_t i = 0; i < rows->size(); i += d.dims) {
        double s = 0;
        for (int j = 0; j < d.dims; j++) s += (double)(*rows)[i + j] * (*rows)[i + j];
        float scale = s > 0 ? (float)(1 / std::sqrt(s)) : 0;
        for (int j = 0; j < d.dims; j++) (*rows)[i + j] *= scale;
      }
    }
  }
  return d;
}

static int hits(const Data& d, int q, const std::vector<size_t>& found) {
  float bar = d.bars[q] - 1e-5f * std::fabs(d.bars[q]);
  int n = 0, taken = 0;
  for (size_t id : found) {
    if ((int)id == d.selves[q] || taken == 10) continue;
    taken++;
    double s = 0;
    for (int j = 0; j < d.dims; j++) s += (double)d.query[(size_t)q * d.dims + j] * d.vectors[id * d.dims + j];
    n += s >= bar;
  }
  return n;
}

template <class Search>
static void measure(const Data& d, const char* label, int effort, Search search) {
  double best = 1e30, total = 0;
  std::vector<std::vector<size_t>> answers(d.queries);
  for (int round = 0; round < 2 || total < 0.3; round++) {
    double before = cpu_seconds();
    for (int q = 0; q < d.queries; q++) search(q, answers[q]);
    double t = cpu_seconds() - before;
    total += t;
    best = std::min(best, t);
  }
  long n = 0;
  for (int q = 0; q < d.queries; q++) n += hits(d, q, answers[q]);
  std::printf("| %s | %d | %.4f | %.0f |\n", label, effort, n / (10.0 * d.queries), d.queries / best);
  std::fflush(stdout);
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  Data d = load(argv[1]);
  std::string which = argv[2];
  std::printf("| peer | effort | recall@10 | queries per CPU-second |\n|---|---|---|---|\n");
  if (which == "hnsw") {
    hnswlib::InnerProductSpace space(d.dims);
    double before = cpu_seconds();
    hnswlib::HierarchicalNSW<float> index(&space, d.count, 16, 200, 100);
    for (int i = 0; i < d.count; i++) index.addPoint(&d.vectors[(size_t)i * d.dims], i);
    std::printf("| hnswlib build CPU-s %.2f | | | |\n", cpu_seconds() - before);
    for (int ef : {10, 14, 20, 28, 40, 56, 80, 112, 160, 224, 320, 512}) {
      index.setEf(ef);
      measure(d, "hnswlib", ef, [&](int q, std::vector<size_t>& out) {
        auto found = index.searchKnn(&d.query[(size_t)q * d.dims], d.selves[q] < 0 ? 10 : 11);
        out.resize(found.size());
        for (size_t i = found.size(); i-- > 0; found.pop()) out[i] = found.top().second;
      });
    }
  } else {
    double before = cpu_seconds();
    using Random = Annoy::Kiss64Random;
    std::unique_ptr<Annoy::AnnoyIndexInterface<int32_t, float>> index;
    if (d.similarity == 0)
      index.reset(new Annoy::AnnoyIndex<int32_t, float, Annoy::DotProduct, Random, Annoy::AnnoyIndexSingleThreadedBuildPolicy>(d.dims));
    else
      index.reset(new Annoy::AnnoyIndex<int32_t, float, Annoy::Angular, Random, Annoy::AnnoyIndexSingleThreadedBuildPolicy>(d.dims));
    for (int i = 0; i < d.count; i++) index->add_item(i, &d.vectors[(size_t)i * d.dims]);
    index->build(50, 1);
    std::printf("| annoy build CPU-s %.2f | | | |\n", cpu_seconds() - before);
    for (int k : {200, 500, 1000, 2000, 4000, 8000, 16000, 32000}) {
      measure(d, "annoy, 50 trees", k, [&](int q, std::vector<size_t>& out) {
        std::vector<int32_t> found;
        index->get_nns_by_vector(&d.query[(size_t)q * d.dims], d.selves[q] < 0 ? 10 : 11, k, &found, nullptr);
        out.assign(found.begin(), found.end());
      });
    }
  }
}
