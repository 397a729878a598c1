#- framework: keras
# A truth value that nobody knows is a whole number all the same.


def pad(indices, rank, flag):
    given = sum(i is not None for i in indices)
    missing = (slice(None),) * (rank - given)
    counts = [0] * ((flag is None) + 1)
    return [0] * (flag > 3), [1] * (2 - (flag is None)), missing, counts


known = [0] * (sum(i > 1 for i in [1, 2, 3]) + True)
shape = np.zeros(len(known))  #> [3]
