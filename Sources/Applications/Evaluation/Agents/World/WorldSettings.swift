/// The numbers of which a simulated world is made, each with where it comes from.
///
/// "Thesis" is G. J. Lee, CAPRI: a common architecture for distributed probabilistic Internet fault diagnosis,
/// MIT, 2007. What is marked "ours" is a judgement: the thesis measured the real Internet and gives no generator.
public struct WorldSettings: Sendable {
    /// Everything is drawn from it.
    public var seed: UInt64 = 1
    /// User agents (thesis, 9.6: over 10,000).
    public var users = 10_000
    /// Days that are simulated (thesis, 9: five weeks).
    public var days = 4
    /// Connections a day (thesis, 9: approximately 500,000).
    public var connectionsPerDay = 500_000.0
    /// Failed connections a day (thesis, 9: approximately 3,000).
    public var failuresPerDay = 3_000.0
    /// Names that users visit.
    ///
    /// Popularity falls as 1 / rank (ours; after L. Breslau and others, Web caching and Zipf-like
    /// distributions, 1999).
    public var destinations = 2_000
    /// Autonomous systems of users; a regional agent stands in each of the first 15 (thesis, 8.2).
    public var userSystems = 40
    /// Autonomous systems of servers (ours).
    public var serverSystems = 30
    /// The share of users in the autonomous systems where regional agents stand (ours).
    public var usersNearAgents = 0.6
    /// The share of destinations on a content network: an alias, other users get other addresses (ours).
    public var onContentNetwork = 0.15
    /// The share of destinations that share a server with others (ours).
    public var hostedTogether = 0.4
    /// The share of the other names that are aliases all the same (ours).
    public var plainAliases = 0.2

    /// The shares of failures by cause (thesis, table 9.2: 31, 20, 17, 8 and 23 % unknown).
    public var shares: [FailureCause: Double] = [
        .nameLookup: 0.31, .webServer: 0.20, .localNetwork: 0.17, .routing: 0.08, .nothing: 0.23,
    ]

    /// The share of failed lookups that gave an address which does not hold any more: those that end in another
    /// code than 30 (thesis, B.3, learned: 2.5 %).
    public var staleAddresses = 0.02454
    /// The share of the other failed lookups that are mistyped names (ours; 9.4.1 names the kinds, not the shares).
    public var mistyped = 0.65
    /// The share of the other failed lookups whose zone is out of order, for all users (ours).
    public var zoneOutages = 0.2
    /// The share for which the resolver of an autonomous system is to blame; the rest of 1.
    public var resolverOutages: Double { 1 - mistyped - zoneOutages }

    /// The share of server failures of servers that fail now and then, one visit at a time (ours).
    public var flakyServers = 0.15
    /// The median of outages of servers, in minutes, and the spread of its logarithm (ours).
    public var serverOutage = (median: 40.0, spread: 0.9)
    /// The same for zones.
    public var zoneOutage = (median: 40.0, spread: 0.9)
    /// The same for resolvers.
    public var resolverOutage = (median: 15.0, spread: 0.8)
    /// The same for ways between autonomous systems.
    public var routingOutage = (median: 20.0, spread: 0.9)
    /// The most failures of one fault: what breaks for many is repaired soon (ours; thesis, 9.4.1: most failures
    /// are experienced by one user).
    public var mostFailuresOfFault = 60
    /// The probability that a user tries again at once (ours).
    public var retries = 0.3
    /// The share of users whose own network breaks often (ours), and what share of such failures they have.
    public var flakyUsers = (users: 0.05, failures: 0.7)
    /// How many destinations are tried in vain while the own network is broken: 2 and geometrically more of
    /// this mean (thesis, 9.4.2: eight in ten seconds; learned table of consecFailuresFromUser, B.3: mostly 2).
    public var burst = 3.5

    /// The error codes of a user whose own network is broken (thesis, B.3, learned, only that being broken).
    public var localCodes: [(value: Int, weight: Double)] = [
        (30, 0.482), (13, 0.182), (14, 0.137), (2, 0.100), (20, 0.066), (72, 0.026), (42, 0.007),
    ]
    /// The error codes of a lookup that gave a wrong address (thesis, B.3, learned, without code 30; that a lookup
    /// without any address ends in 30 is ours).
    public var staleCodes: [(value: Int, weight: Double)] = [
        (2, 0.016316), (14, 0.00321), (72, 0.002073), (20, 0.001939), (13, 0.001003),
    ]
    /// The error codes of a way that leads nowhere (thesis, B.3, learned).
    public var routingCodes: [(value: Int, weight: Double)] = [
        (14, 0.997145), (2, 0.001951), (13, 0.000904),
    ]
    /// The error codes where nothing is broken (thesis, B.3, learned: all sound).
    public var soundCodes: [(value: Int, weight: Double)] = [
        (2, 0.826663), (20, 0.167018), (71, 0.005429), (42, 0.000779), (0, 0.000117),
    ]
    /// How servers break, by share of failures.
    ///
    /// Together with the codes of each kind they make the learned
    /// table (thesis, B.3: 13 in 45 %, 2 in 26 %, 14 in 16 %, 20 in 9 %); that one kind of outage has one kind of
    /// code is ours, and so is that machines which are gone are gone for everybody and for longer. It makes code
    /// 14 and a count of 0 or 1 dependent given the status, as the thesis found (9.3.2).
    public var serverModes: [(value: ServerMode, weight: Double)] = [
        (.refuses, 0.45), (.silent, 0.16), (.overloaded, 0.39),
    ]

    /// How a server breaks.
    public enum ServerMode: String, Sendable {
        /// The machine is there, the program is not: every visit is refused.
        case refuses
        /// The machine is gone: every visit times out.
        case silent
        /// Some visits are cut off, or given up by their users; others succeed.
        case overloaded

        /// The codes that users get.
        var codes: [(value: Int, weight: Double)] {
            switch self {
            case .refuses: [(13, 0.97), (2, 0.02), (72, 0.01)]
            case .silent: [(14, 0.93), (2, 0.07)]
            case .overloaded:
                [(2, 0.64), (20, 0.25), (21, 0.05), (22, 0.03), (13, 0.02), (71, 0.01)]
            }
        }
        /// The share of visits that fail.
        var severity: Double {
            switch self {
            case .refuses: 0.97
            case .silent: 1
            case .overloaded: 0.6
            }
        }
        /// How much longer than the usual it lasts.
        var lengthening: Double { self == .silent ? 2 : 1 }
    }

    /// The probability that an outbound connectivity test fails although the own network works, and that it
    /// succeeds although it does not (thesis, B.3, learned).
    public var outboundErrors = (falseAlarm: 0.0136, missed: 0.0026)
    /// The probability that a traceroute ends early although the way is whole (thesis, B.3, manual: 0.02; the
    /// learned 0.25 is of its labels), and that it gets through although it is broken (learned: 0.023).
    public var pathErrors = (falseAlarm: 0.02, missed: 0.023)
    /// The probability that the lookup of a DNS agent fails although the name can be looked up (ours).
    public var agentLookupFailure = 0.01
    /// The probability that a DNS agent still has an address of a name whose zone is out of order (ours).
    public var agentCache = 0.1

    /// Makes the settings of the thesis' network.
    public init() {}

    /// The same world with another number of users, and so of everything that users do.
    public mutating func scale(by factor: Double) {
        users = max(40, Int((Double(users) * factor).rounded()))
        connectionsPerDay *= factor
        failuresPerDay *= factor
    }
}
