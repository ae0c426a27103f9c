import AgentRuntime
import Foundation
import InternetProtocols
import Probes
import RoutingData

/// Every role that `culprit serve` can play.
///
/// A new role joins by its entry here.
public enum RoleCatalogue {
    /// A role, ready to be played.
    public struct Casting: Sendable {
        /// The role; nil for a directory, which is no agent.
        public var role: (any AgentRole)?
        /// What makes its tests; nil when it makes none.
        public var runner: (any TestRunner)?
        /// The sets of shipped dependency knowledge that it begins with.
        public var knowledge: [String] = []
        /// The share of its sure diagnoses that it follows up for those who learn.
        public var followedUpShare = 0.0
    }

    /// A role that can be chosen.
    public struct Entry: Sendable {
        /// Its name, for `--role`.
        public let name: String
        /// What such an agent is to others: `user`, `regional`, `specialist`, `learning`, `directory`.
        public let agentType: String
        /// What it does, for people.
        public let summary: String
        /// What it can be told.
        public let options: [RoleOptions.Option]
        /// What it must be told.
        public let required: [RoleOptions.Option]
        let make: @Sendable (RoleOptions) throws(RoleError) -> Casting

        /// Makes the role with these options.
        public func cast(_ options: RoleOptions) throws(RoleError) -> Casting {
            if required.contains(.prefixes), options.prefixes == nil {
                throw .missing(option: .prefixes, role: name)
            }
            return try make(options)
        }
    }

    /// All roles.
    public static let all: [Entry] = [
        Entry(
            name: "user", agentType: "user", summary: "asks others and offers nothing",
            options: [], required: []
        ) { _ throws(RoleError) in Casting(role: UserRole(), knowledge: ["manual"]) },
        Entry(
            name: "regional", agentType: "regional",
            summary: "diagnoses for users, with the help of specialists", options: [.prefixes],
            required: []
        ) { options throws(RoleError) in
            let table = options.prefixes == nil ? nil : try prefixes(options)
            return Casting(
                role: RegionalRole(settings: options.settings, table: table),
                knowledge: ["manual"], followedUpShare: RegionalRole.followedUpShare)
        },
        Entry(
            name: "history", agentType: "specialist",
            summary: "counts the users in a row whom a server failed", options: [.shard],
            required: []
        ) { options throws(RoleError) in
            Casting(role: WebServerHistory(settings: options.settings), knowledge: ["manual"])
        },
        Entry(
            name: "statistics", agentType: "specialist",
            summary: "sums up what users met at a destination", options: [.shard], required: []
        ) { options throws(RoleError) in
            Casting(role: ConnectionStatistics(settings: options.settings))
        },
        Entry(
            name: "dns", agentType: "specialist", summary: "looks names up again and compares",
            options: [.resolver], required: []
        ) { options throws(RoleError) in
            Casting(
                role: DNSLookupTest(settings: options.settings),
                runner: DNSLookupTestRunner(resolvers: resolvers(options)),
                knowledge: ["manual"])
        },
        Entry(
            name: "dns-iterative", agentType: "specialist",
            summary: "asks the name servers of the zone itself and compares",
            options: [.resolver, .root, .allowPrivate], required: []
        ) { options throws(RoleError) in
            Casting(
                role: IterativeDNSTest(settings: options.settings),
                runner: IterativeDNSTestRunner(
                    roots: options.roots.isEmpty ? RootServers.hints : options.roots,
                    resolvers: resolvers(options), policy: policy(options)),
                knowledge: ["manual", "codns"])
        },
        Entry(
            name: "as-path", agentType: "specialist",
            summary: "traces the way and names the autonomous systems on it",
            options: [.prefixes, .allowPrivate], required: [.prefixes]
        ) { options throws(RoleError) in
            Casting(
                role: AutonomousSystemPathTest(settings: options.settings),
                runner: AutonomousSystemPathTestRunner(
                    table: try prefixes(options),
                    autonomousSystem: options.settings.autonomousSystem, policy: policy(options)),
                knowledge: ["manual"])
        },
        Entry(
            name: "vantage", agentType: "specialist",
            summary: "repeats a user's connection from where it stands",
            options: [.allowPrivate, .needsCredentials], required: []
        ) { options throws(RoleError) in
            Casting(
                role: RemoteVantage(
                    settings: options.settings, needsCredentials: options.needsCredentials),
                runner: RemoteVantageRunner(
                    vantage: options.settings.agentURI, policy: policy(options),
                    trust: .system(environment: ProcessInfo.processInfo.environment)),
                knowledge: ["remote-vantage"])
        },
        Entry(
            name: "knowledge", agentType: "learning",
            summary: "collects diagnoses and hands out what was learned from them", options: [],
            required: []
        ) { options throws(RoleError) in
            Casting(role: KnowledgeRole(settings: options.settings), knowledge: ["manual"])
        },
        Entry(
            name: "directory", agentType: "directory",
            summary: "tells agents of one another's services", options: [], required: []
        ) { _ throws(RoleError) in Casting() },
    ]

    /// The role of a name.
    public static func entry(named name: String) throws(RoleError) -> Entry {
        guard let entry = all.first(where: { $0.name == name }) else {
            throw .unknown(name: name, known: all.map(\.name))
        }
        return entry
    }

    private static func prefixes(_ options: RoleOptions) throws(RoleError) -> PrefixTable {
        do {
            return try PrefixTable(contentsOf: options.prefixes ?? "")
        } catch {
            throw .unreadable(reason: error.description)
        }
    }

    private static func resolvers(_ options: RoleOptions) -> [IPEndpoint]? {
        options.resolvers.isEmpty ? nil : options.resolvers
    }

    private static func policy(_ options: RoleOptions) -> AddressPolicy {
        AddressPolicy(allowsPrivate: options.allowsPrivate)
    }
}
