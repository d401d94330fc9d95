namespace MovieRec.Data;

/// <summary>
/// When things happened, and how bursty. "Followers" are rows of known time whose user has an earlier row of known time;
/// the gap of a follower is the time since the row before it.
/// </summary>
/// <param name="Earliest">Earliest known time, Unix seconds.</param>
/// <param name="Latest">Latest known time, Unix seconds.</param>
/// <param name="UnknownTimes">Rows with the time 0, which means unknown.</param>
/// <param name="SameSecondShare">Share of the followers with gap 0: the order within such ties is not known.</param>
/// <param name="WithinMinuteShare">Share of the followers with a gap of at most 60 seconds.</param>
/// <param name="WithinHourShare">Share of the followers with a gap of at most 3,600 seconds.</param>
/// <param name="WithinDayShare">Share of the followers with a gap of at most 86,400 seconds.</param>
/// <param name="SingleDayUsers">Users with at least two rows of known time, all within 86,400 seconds.</param>
/// <param name="SingleDayUserShare">Their share of the users with at least two rows of known time.</param>
public sealed record TimeReport(
    long Earliest,
    long Latest,
    int UnknownTimes,
    double SameSecondShare,
    double WithinMinuteShare,
    double WithinHourShare,
    double WithinDayShare,
    int SingleDayUsers,
    double SingleDayUserShare);
