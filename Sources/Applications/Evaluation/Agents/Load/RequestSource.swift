/// Draws what the requests of a phase are about: who could not reach which server, and what the browser said.
struct RequestSource: Sendable {
    private let template: RequestTemplate
    private let evidence: LoadPhase.Evidence
    private let names: [[UInt8]]
    private let servers: [[UInt8]]
    /// How long a request holds, in milliseconds.
    private let lifetime: Int64
    private var random: SimulationRandom
    private var lastServer: UInt32

    /// What a browser says when it cannot connect (CAPRI thesis, 8.4).
    private static let codes = ["14", "13", "20", "71"].map { Array($0.utf8) }
    /// How many users there are; their addresses are those of RFC 2544.
    private static let users = 1 << 16

    /// - Parameter beginning: a moment; two sources made at different ones speak of different new servers.
    init(
        _ phase: LoadPhase, of plan: LoadPlan, template: RequestTemplate, beginning: Int64
    ) {
        self.template = template
        evidence = phase.evidence
        // Documentation addresses (RFC 5737).
        servers = (0..<plan.servers).map { Array("203.0.113.\(1 + $0 % 254)".utf8) }
        names = (0..<plan.servers).map { Array("www\($0).example.com".utf8) }
        lifetime = Int64(plan.patience * 1_000)
        random = SimulationRandom(seed: plan.seed, stream: "requests of \(phase.name)")
        lastServer = UInt32(truncatingIfNeeded: beginning &* 65_537)
    }

    /// The bytes of the next request.
    mutating func next(id: Int, at now: Int64) -> [UInt8] {
        let place = random.place(servers.count)
        let user = random.place(Self.users)
        let code = random.place(Self.codes.count)
        var values = [[UInt8]](repeating: [], count: RequestTemplate.Slot.allCases.count)
        values[RequestTemplate.Slot.time.rawValue] = Array("\(now)".utf8)
        values[RequestTemplate.Slot.expiry.rawValue] = Array("\(now + lifetime)".utf8)
        values[RequestTemplate.Slot.id.rawValue] = Array("\(id)".utf8)
        values[RequestTemplate.Slot.user.rawValue] = Array("198.18.\(user >> 8).\(user & 255)".utf8)
        values[RequestTemplate.Slot.server.rawValue] = server(place)
        values[RequestTemplate.Slot.name.rawValue] = names[place]
        values[RequestTemplate.Slot.code.rawValue] = Self.codes[code]
        return template.bytes(with: values)
    }

    private mutating func server(_ place: Int) -> [UInt8] {
        switch evidence {
        case .cached: return servers[place]
        case .specialist:
            // One after another of the 4 million addresses of RFC 6598: each is new to the agent.
            lastServer &+= 1
            let address = 0x6440_0000 | (lastServer & 0x3F_FFFF)
            let parts = [24, 16, 8, 0].map { String((address >> UInt32($0)) & 255) }
            return Array(parts.joined(separator: ".").utf8)
        }
    }
}
