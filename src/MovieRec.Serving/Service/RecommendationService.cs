namespace MovieRec.Serving;

/// <summary>
/// What an application calls with its own user ids: answers that know the newest events, lists with everything an experiment
/// needs, outcomes, home pages, forgetting. Models know people by their pseudonyms (and people of an imported data set by
/// their ids as text).
/// </summary>
/// <typeparam name="TUserId">The application's user id: int, long, string or Guid. It is never stored.</typeparam>
/// <typeparam name="TItemId">Item id.</typeparam>
/// <remarks>Thread-safe. An answer never fails because feedback cannot be read: it is then made without the newest events.</remarks>
public sealed partial class RecommendationService<TUserId, TItemId>
    where TUserId : notnull
    where TItemId : notnull
{
    /// <summary>Variant of people when no experiment runs.</summary>
    public const string NoExperiment = "model";

    /// <summary>Candidate-set prefix of feedback on an item that was not shown in a list of this service.</summary>
    public const string Direct = "direct";

    private readonly TimeProvider _timeProvider;
    private readonly HomePageBuilder<string, TItemId> _homes;

    /// <summary>Makes a service.</summary>
    /// <param name="host">Who answers.</param>
    /// <param name="log">Where feedback goes.</param>
    /// <param name="keys">Keys of the pseudonyms.</param>
    /// <param name="options">Experiment, tombstones, home pages; null for none.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public RecommendationService(
        RecommenderHost<string, TItemId> host,
        FeedbackLog<TItemId> log,
        PseudonymKeyRing keys,
        RecommendationServiceOptions? options = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(keys);
        Host = host;
        Log = log;
        Keys = keys;
        Options = options ?? new RecommendationServiceOptions();
        _timeProvider = timeProvider ?? TimeProvider.System;
        _homes = new HomePageBuilder<string, TItemId>(host, Options.HomePage, timeProvider);
        if (Options.Tombstones is { } tombstones)
        {
            log.IsForgotten = tombstones.Contains;
        }
    }

    /// <summary>Somebody asked to be forgotten: end the sessions of this user.</summary>
    public event EventHandler<PersonForgottenEventArgs<TUserId>>? PersonForgotten;

    /// <summary>Who answers.</summary>
    public RecommenderHost<string, TItemId> Host { get; }

    /// <summary>Where feedback goes.</summary>
    public FeedbackLog<TItemId> Log { get; }

    /// <summary>Keys of the pseudonyms.</summary>
    public PseudonymKeyRing Keys { get; }

    /// <summary>Experiment, tombstones, home pages.</summary>
    public RecommendationServiceOptions Options { get; }

    /// <summary>Recommends for a person. The newest saves and refusals count at once.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="options">Count, filter, reasons; null for the defaults.</param>
    public RecommendationList<TItemId> Recommend(TUserId userId, RecommendOptions? options = null)
    {
        if (!Host.TryAcquire(out GenerationLease<string, TItemId>? lease))
        {
            return Host.Recommend("", options);
        }

        using (lease)
        {
            options ??= RecommendOptions.Default;
            Recommendation<TItemId>[] buffer = new Recommendation<TItemId>[Math.Min(options.Count, Math.Max(lease.Generation.Recommender.Items.Count, 1))];
            int count = Host.Recommend(lease, RequestOf(lease, userId) with { Options = options }, buffer, out AnswerInfo answer);
            return new RecommendationList<TItemId>(buffer[..count], answer.ModelVersion, answer.Rung, []);
        }
    }

    /// <summary>Builds the home page of a person, from one generation, without an item in two rows.</summary>
    /// <param name="userId">The person.</param>
    public HomePage<TItemId> GetHomePage(TUserId userId)
    {
        if (!Host.TryAcquire(out GenerationLease<string, TItemId>? lease))
        {
            return new HomePage<TItemId>([], "");
        }

        using (lease)
        {
            return _homes.Build(lease, RequestOf(lease, userId));
        }
    }

    /// <summary>Stores an outcome of an impression.</summary>
    /// <param name="userId">Who did it.</param>
    /// <param name="ticket">The ticket of the item (<see cref="ShownItem{TItemId}.Ticket"/>).</param>
    /// <param name="kind">Click, save or not interested.</param>
    /// <param name="eventId">Id of the event, so that a retry is stored once; null for a new one.</param>
    /// <returns>Completes after the commit.</returns>
    /// <exception cref="ArgumentException">The ticket is not one of this person, or the kind is no outcome.</exception>
    /// <exception cref="FeedbackLogException">The commit failed: nothing was stored.</exception>
    public Task<FeedbackReceipt> RecordAsync(TUserId userId, string ticket, FeedbackKind kind, Guid? eventId = null)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        CheckOutcome(kind);
        FeedbackEvent<TItemId> impression = ImpressionTicket.Open<TItemId>(Keys, Keys.AllPseudonymsOf(userId), ticket)
            ?? throw new ArgumentException("The ticket is not one that this person was given.", nameof(ticket));
        DateTimeOffset now = _timeProvider.GetUtcNow();
        FeedbackEvent<TItemId> outcome = impression with { Kind = kind, Time = now < impression.Time ? impression.Time : now };
        return Log.AppendAsync(new FeedbackRecord<TItemId>(eventId ?? Guid.CreateVersion7(now), outcome));
    }

    /// <summary>Stores an outcome of an item that was met outside a list, such as by search: it is no part of an experiment.</summary>
    /// <param name="userId">Who did it.</param>
    /// <param name="itemId">The item.</param>
    /// <param name="kind">Click, save or not interested.</param>
    /// <param name="eventId">Id of the event, so that a retry is stored once; null for a new one.</param>
    /// <returns>Completes after the commit.</returns>
    /// <exception cref="ArgumentException">The kind is no outcome.</exception>
    /// <exception cref="FeedbackLogException">The commit failed: nothing was stored.</exception>
    public Task<FeedbackReceipt> RecordAsync(TUserId userId, TItemId itemId, FeedbackKind kind, Guid? eventId = null)
    {
        CheckOutcome(kind);
        DateTimeOffset now = _timeProvider.GetUtcNow();
        string modelVersion = Host.ModelVersion;
        return Log.AppendAsync(new FeedbackRecord<TItemId>(eventId ?? Guid.CreateVersion7(now), new FeedbackEvent<TItemId>
        {
            UserPseudonym = Keys.PseudonymOf(userId),
            ItemId = itemId,
            Position = 1,
            Variant = Direct,
            PolicyVersion = Direct,
            CandidateSetId = Direct,
            Probability = 1,
            ModelVersion = modelVersion.Length > 0 ? modelVersion : "none",
            Time = now,
            Kind = kind,
        }));
    }

    /// <summary>Whether a person asked to be forgotten.</summary>
    /// <param name="userId">The person.</param>
    public bool IsForgotten(TUserId userId) => Options.Tombstones is { Count: > 0 } tombstones && Keys.AllPseudonymsOf(userId).Any(tombstones.Contains);

    private RecommendationRequest<string, TItemId> RequestOf(GenerationLease<string, TItemId> lease, TUserId userId)
    {
        IReadOnlyList<string> pseudonyms = Keys.AllPseudonymsOf(userId);
        if (Options.Tombstones is { Count: > 0 } tombstones && pseudonyms.Any(tombstones.Contains))
        {
            return RecommendationRequest<string, TItemId>.Anonymous();
        }

        RecentEvent<TItemId>[] recent;
        try
        {
            recent = Log.Recent([.. pseudonyms]);
        }
        catch (FeedbackLogException)
        {
            recent = [];
        }

        string known = pseudonyms.FirstOrDefault(p => lease.Generation.Recommender.Users.TryGetIndex(p, out _)) ?? pseudonyms[0];
        return RecommendationRequest<string, TItemId>.ForUser(known, recent);
    }

    private static void CheckOutcome(FeedbackKind kind)
    {
        if (kind is not (FeedbackKind.Click or FeedbackKind.Save or FeedbackKind.NotInterested))
        {
            throw new ArgumentException($"{kind} is no outcome; expected Click, Save or NotInterested.", nameof(kind));
        }
    }
}
