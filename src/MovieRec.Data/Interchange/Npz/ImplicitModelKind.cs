namespace MovieRec.Data;

/// <summary>What kind of model of the Python package <c>implicit</c> a file holds, seen from the arrays in it.</summary>
public enum ImplicitModelKind
{
    /// <summary>User and item factors, and nothing that says how they were made.</summary>
    Factors,

    /// <summary><c>AlternatingLeastSquares</c>.</summary>
    AlternatingLeastSquares,

    /// <summary><c>BayesianPersonalizedRanking</c>: the last factor of an item is its bias, that of a user is 1.</summary>
    BayesianPersonalizedRanking,

    /// <summary><c>LogisticMatrixFactorization</c>: the last two factors are the biases.</summary>
    LogisticMatrixFactorization,

    /// <summary>An item-item model (cosine, TF-IDF, BM25): a sparse similarity matrix.</summary>
    ItemItem,
}
