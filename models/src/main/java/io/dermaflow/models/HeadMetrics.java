package io.dermaflow.models;

import java.util.List;

/**
 * How good one head is on one split.
 *
 * @param n labelled items
 * @param accuracy share of right answers; of a multi-label head the share over all its labels
 * @param macroF1 mean F1 over the labels that occur
 * @param qwk quadratic weighted kappa (Cohen, 1968); of a multi-label head the mean kappa
 * @param withinOne share at most one grade off; equals accuracy where labels have no order
 * @param logLoss mean negative log likelihood
 * @param majority accuracy of always giving the most frequent answer: what has to be beaten
 * @param confusion rows are true labels, columns predicted ones; of a multi-label head one row a
 *     label: true negative, false positive, false negative, true positive
 */
public record HeadMetrics(
    int n,
    double accuracy,
    double macroF1,
    double qwk,
    double withinOne,
    double logLoss,
    double majority,
    List<List<Integer>> confusion) {}
