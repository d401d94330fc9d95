// Measures native libraries on vectors that MovieRec.Ann.Benchmarks exports, in the units of its own results: one thread,
// queries per CPU-second of the best round, recall@10 with ties by score. One JSON document on standard output.
//
//   peers FILE hnsw|annoy|faiss
//
// A peer is measured when its headers are on the include path: hnswlib and Faiss are Debian's libhnswlib-dev and
// libfaiss-dev, Annoy is header-only. With those two packages:
//
//   g++ -O3 -march=native -std=c++17 -o peers benchmarks/native/peers.cpp -lfaiss -lopenblas -fopenmp -lpthread
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#if __has_include("hnswlib/hnswlib.h")
#include "hnswlib/hnswlib.h"
#define HAS_HNSWLIB 1
#ifndef HNSWLIB_VERSION
#define HNSWLIB_VERSION ""
#endif
#endif
#if __has_include("annoylib.h")
#include "annoylib.h"
#include "kissrandom.h"
#define HAS_ANNOY 1
#endif
#if __has_include(<faiss/IndexIVFFlat.h>)
#include <faiss/IndexFlat.h>
#include <faiss/IndexIVFFlat.h>
#include <omp.h>
#define HAS_FAISS 1
#endif

static const int kCutoff = 10;

static double cpu_seconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

static long resident_bytes() {
  long pages = 0, resident = 0;
  if (FILE* f = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(f, "%ld %ld", &pages, &resident) != 2) resident = 0;
    std::fclose(f);
  }
  return resident * 4096;
}

static long peak_bytes() {
  rusage usage;
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss * 1024L;
}

struct Data {
  int32_t count, dims, queries, similarity;  // similarity: 0 inner product, 1 cosine, 2 negative squared distance
  std::vector<float> vectors, query, bars;
  std::vector<int32_t> selves;

  const float* row(size_t i) const { return &vectors[i * dims]; }
  const float* asked(size_t q) const { return &query[q * dims]; }
  int wanted(int q) const { return selves[q] < 0 ? kCutoff : kCutoff + 1; }
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
  if (!in) {
    std::fprintf(stderr, "%s is not an exported set.\n", path);
    std::exit(2);
  }

  // Cosine is the inner product of vectors of length 1; scaling is not timed, here or there.
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

static int hits(const Data& d, int q, const std::vector<int64_t>& found) {
  float bar = d.bars[q] - 1e-5f * std::fabs(d.bars[q]);
  int n = 0, taken = 0;
  for (int64_t id : found) {
    if (id < 0 || id == d.selves[q] || taken == kCutoff) continue;
    taken++;
    double s = 0;
    for (int j = 0; j < d.dims; j++) {
      double a = d.asked(q)[j], b = d.row(id)[j];
      s += d.similarity == 2 ? -(a - b) * (a - b) : a * b;
    }
    n += s >= bar;
  }
  return n;
}

/// Prints curves as elements of one JSON array.
class Curves {
 public:
  Curves() { std::printf("["); }
  ~Curves() { std::printf("\n]\n"); }

  void begin(const char* backend, const std::string& parameters, double build, long bytes) {
    std::printf("%s\n{\"backend\":\"%s\",\"parameters\":\"%s\",\"buildCpuSeconds\":%.3f,\"bytes\":%ld,\"processPeakBytes\":%ld,\"points\":[",
                first_ ? "" : ",", backend, parameters.c_str(), build, bytes, peak_bytes());
    first_ = false;
    firstPoint_ = true;
  }

  /// Rounds over all queries until the time has gone; the best counts. Returns the recall.
  double point(const Data& d, int effort, const std::function<void(std::vector<std::vector<int64_t>>&)>& round) {
    double best = 1e30, total = 0;
    std::vector<std::vector<int64_t>> answers(d.queries);
    for (int i = 0; i < 2 || total < 0.2; i++) {
      double before = cpu_seconds();
      round(answers);
      double t = cpu_seconds() - before;
      total += t;
      best = std::min(best, t);
    }
    long n = 0;
    for (int q = 0; q < d.queries; q++) n += hits(d, q, answers[q]);
    double recall = n / ((double)kCutoff * d.queries);
    std::printf("%s\n  {\"effort\":%d,\"recall\":%.5f,\"queriesPerCpuSecond\":%.0f}", firstPoint_ ? "" : ",", effort, recall, d.queries / best);
    std::fflush(stdout);
    firstPoint_ = false;
    return recall;
  }

  void end() { std::printf("]}"); }

 private:
  bool first_ = true, firstPoint_ = true;
};

#ifdef HAS_HNSWLIB
static void hnsw(const Data& d, Curves& curves) {
  std::unique_ptr<hnswlib::SpaceInterface<float>> space;
  if (d.similarity == 2)
    space.reset(new hnswlib::L2Space(d.dims));
  else
    space.reset(new hnswlib::InnerProductSpace(d.dims));
  long resident = resident_bytes();
  double before = cpu_seconds();
  hnswlib::HierarchicalNSW<float> index(space.get(), d.count, 16, 200, 100);
  for (int i = 0; i < d.count; i++) index.addPoint(d.row(i), i);
  double build = cpu_seconds() - before;
  curves.begin("hnswlib" HNSWLIB_VERSION, "M 16, EfConstruction 200", build, resident_bytes() - resident);
  for (int ef : {10, 12, 14, 17, 20, 24, 28, 34, 40, 48, 56, 68, 80, 96, 112, 136, 160, 192, 224, 272, 320, 384, 512}) {
    index.setEf(ef);
    double recall = curves.point(d, ef, [&](std::vector<std::vector<int64_t>>& answers) {
      for (int q = 0; q < d.queries; q++) {
        auto found = index.searchKnn(d.asked(q), d.wanted(q));
        answers[q].resize(found.size());
        for (size_t i = found.size(); i-- > 0; found.pop()) answers[q][i] = found.top().second;
      }
    });
    if (recall > 0.9995) break;
  }
  curves.end();
}
#endif

#ifdef HAS_ANNOY
static void annoy(const Data& d, Curves& curves) {
  using Random = Annoy::Kiss64Random;
  using Policy = Annoy::AnnoyIndexSingleThreadedBuildPolicy;
  std::unique_ptr<Annoy::AnnoyIndexInterface<int32_t, float>> index;
  if (d.similarity == 0)
    index.reset(new Annoy::AnnoyIndex<int32_t, float, Annoy::DotProduct, Random, Policy>(d.dims));
  else if (d.similarity == 1)
    index.reset(new Annoy::AnnoyIndex<int32_t, float, Annoy::Angular, Random, Policy>(d.dims));
  else
    index.reset(new Annoy::AnnoyIndex<int32_t, float, Annoy::Euclidean, Random, Policy>(d.dims));
  long resident = resident_bytes();
  double before = cpu_seconds();
  for (int i = 0; i < d.count; i++) index->add_item(i, d.row(i));
  index->build(50, 1);
  double build = cpu_seconds() - before;
  curves.begin("annoy", "50 trees", build, resident_bytes() - resident);
  std::vector<int32_t> found;
  for (int k : {200, 350, 500, 700, 1000, 1400, 2000, 2800, 4000, 5600, 8000, 11200, 16000, 22400, 32000, 64000, 128000}) {
    double recall = curves.point(d, k, [&](std::vector<std::vector<int64_t>>& answers) {
      for (int q = 0; q < d.queries; q++) {
        found.clear();
        index->get_nns_by_vector(d.asked(q), d.wanted(q), k, &found, nullptr);
        answers[q].assign(found.begin(), found.end());
      }
    });
    if (recall > 0.9995) break;
  }
  curves.end();
}
#endif

#ifdef HAS_FAISS
static std::string faiss_name() {
  return "faiss " + std::to_string(FAISS_VERSION_MAJOR) + "." + std::to_string(FAISS_VERSION_MINOR) + "." + std::to_string(FAISS_VERSION_PATCH);
}

static void faiss_search(const Data& d, faiss::Index& index, int batch, std::vector<std::vector<int64_t>>& answers) {
  const int k = kCutoff + 1;
  std::vector<float> scores((size_t)batch * k);
  std::vector<int64_t> ids((size_t)batch * k);
  for (int q = 0; q < d.queries; q += batch) {
    int n = std::min(batch, d.queries - q);
    int wanted = d.wanted(q);
    index.search(n, d.asked(q), wanted, scores.data(), ids.data());
    for (int i = 0; i < n; i++) answers[q + i].assign(ids.begin() + (size_t)i * wanted, ids.begin() + (size_t)(i + 1) * wanted);
  }
}

static void faiss_all(const Data& d, Curves& curves) {
  omp_set_num_threads(1);
  faiss::MetricType metric = d.similarity == 2 ? faiss::METRIC_L2 : faiss::METRIC_INNER_PRODUCT;
  std::string name = faiss_name();
  {
    faiss::IndexFlat flat(d.dims, metric);
    flat.add(d.count, d.vectors.data());
    for (int batch : {1, 1 << 20}) {
      curves.begin(name.c_str(), batch == 1 ? "flat" : "flat, one batch", 0, 4L * d.count * d.dims);
      curves.point(d, 0, [&](std::vector<std::vector<int64_t>>& answers) { faiss_search(d, flat, batch, answers); });
      curves.end();
    }
  }

  std::vector<int> cells = d.count > 300000 ? std::vector<int>{1024} : std::vector<int>{256, 512};
  for (int nlist : cells) {
    faiss::IndexFlat quantizer(d.dims, metric);
    faiss::IndexIVFFlat index(&quantizer, d.dims, nlist, metric);
    long resident = resident_bytes();
    double before = cpu_seconds();
    index.train(d.count, d.vectors.data());
    index.add(d.count, d.vectors.data());
    double build = cpu_seconds() - before;
    long bytes = resident_bytes() - resident;
    // One query per call, as our own: batches were slower at every recall with one thread.
    curves.begin(name.c_str(), "IVF-Flat, " + std::to_string(nlist) + " cells", build, bytes);
    for (int probes : {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 192, 256}) {
      index.nprobe = probes;
      double recall = curves.point(d, probes, [&](std::vector<std::vector<int64_t>>& answers) { faiss_search(d, index, 1, answers); });
      if (recall > 0.9995) break;
    }
    curves.end();
  }
}
#endif

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "peers FILE hnsw|annoy|faiss\n");
    return 2;
  }
  Data d = load(argv[1]);
  std::string which = argv[2];
  Curves curves;
#ifdef HAS_HNSWLIB
  if (which == "hnsw") hnsw(d, curves);
#endif
#ifdef HAS_ANNOY
  if (which == "annoy") annoy(d, curves);
#endif
#ifdef HAS_FAISS
  if (which == "faiss") faiss_all(d, curves);
#endif
  return 0;
}
