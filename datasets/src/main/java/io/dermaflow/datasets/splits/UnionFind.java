package io.dermaflow.datasets.splits;

/** Disjoint sets of indices (Tarjan, 1975); the smallest index of a set stands for it. */
final class UnionFind {

  private final int[] parent;

  UnionFind(int size) {
    parent = new int[size];
    for (int i = 0; i < size; i++) {
      parent[i] = i;
    }
  }

  int find(int index) {
    int at = index;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  int union(int a, int b) {
    int rootA = find(a);
    int rootB = find(b);
    int least = Math.min(rootA, rootB);
    parent[Math.max(rootA, rootB)] = least;
    return least;
  }
}
