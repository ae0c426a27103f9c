import DMEP
import Ontology

/// The services that an agent knows of: its own local ones and those that a directory lists (CAPRI thesis, 5.2).
///
/// In the order of preference: its own first, then as the directory lists them.
public struct ServiceTable: Sendable {
    /// The agent that keeps the table; its services are not taken from directories.
    public let owner: String?
    /// The services, in the order of preference.
    public private(set) var services: [ServiceAdvertisement] = []
    /// The key under which names are hashed in this network, in base64; nil while not known.
    public private(set) var hashKey: String?

    private let own: [ServiceAdvertisement]
    private(set) var positions: [ServiceKey: Int] = [:]
    private(set) var positionsByInputClass: [OntologyURI: [Int]] = [:]
    private(set) var positionsByKnowledge: [OntologyURI: [Int]] = [:]
    var agentHealth: [String: ServiceHealth] = [:]
    var serviceHealth: [ServiceKey: ServiceHealth] = [:]

    /// Makes a table.
    ///
    /// - Parameters:
    ///   - owner: the URI of the agent that keeps it; nil when it has none.
    ///   - own: the agent's services; those that it may use itself are kept.
    public init(owner: String? = nil, own: [ServiceAdvertisement] = []) {
        self.owner = owner
        self.own = own.filter { $0.admits(.itself, as: ServiceAdvertisement.localType) == nil }
        arrange(self.own)
    }

    /// Takes in what a directory lists.
    ///
    /// The map is complete: what it does not list any more is dropped. Of a service that is known in a newer
    /// version the newer one is kept. Refused are services that cannot be, those of the owner, and those that
    /// are for their own agent alone.
    ///
    /// - Returns: what was refused, with the reason.
    @discardableResult
    public mutating func merge(
        _ map: ServiceMap, limits: AdvertisementLimits = AdvertisementLimits()
    ) -> [ServiceKey: AdvertisementRefusal] {
        var refused: [ServiceKey: AdvertisementRefusal] = [:]
        var listed = own
        var places = Dictionary(
            own.indices.map { (own[$0].key, $0) }, uniquingKeysWith: { first, _ in first })
        for advertisement in map.advertisements
        where advertisement.agentURI != owner && !advertisement.isLocalOnly {
            let key = advertisement.key
            if let reason = advertisement.refusal(updater: nil, at: nil, limits: limits) {
                refused[key] = reason
                continue
            }
            if let place = places[key] {
                if listed[place].time < advertisement.time { listed[place] = advertisement }
                continue
            }
            let known = self[key].flatMap { $0.time > advertisement.time ? $0 : nil }
            places[key] = listed.count
            listed.append(known ?? advertisement)
        }
        arrange(listed)
        hashKey = map.hashKey ?? hashKey
        return refused
    }

    /// The service of that key.
    public subscript(key: ServiceKey) -> ServiceAdvertisement? {
        positions[key].map { services[$0] }
    }

    private mutating func arrange(_ services: [ServiceAdvertisement]) {
        self.services = services
        positions = [:]
        positionsByInputClass = [:]
        positionsByKnowledge = [:]
        for (position, service) in services.enumerated() {
            positions[service.key] = position
            if let inputClass = service.inputClass {
                positionsByInputClass[inputClass, default: []].append(position)
            }
            for subject in Set(service.outputKnowledge.map(\.subject)) {
                positionsByKnowledge[subject, default: []].append(position)
            }
        }
        let agents = Set(services.map(\.agentURI))
        agentHealth = agentHealth.filter { agents.contains($0.key) }
        serviceHealth = serviceHealth.filter { positions[$0.key] != nil }
    }
}
