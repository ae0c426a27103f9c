import BayesianNetworks

/// Networks of the project's own, for measurements that need no files.
enum GeneratedNetworks {
    /// Numbers from SplitMix64 (Steele, Lea and Flood, 2014): the same in every run.
    struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }

        mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }
    }

    static func all() throws -> [(name: String, network: BayesianNetwork)] {
        [
            ("four-causes", try fourCauses()),
            ("grid-8x8", try grid(side: 8)),
            ("random-60", try random(count: 60, seed: 1)),
            ("random-200", try random(count: 200, seed: 2)),
            ("diagnosis", try diagnosis()),
        ]
    }

    /// Four possible causes of a failed connection and six tests of them.
    ///
    /// In the shape of G. J. Lee, CAPRI, thesis, MIT 2007, appendix B.3; the numbers are ours.
    static func fourCauses() throws -> BayesianNetwork {
        let causes = ["local_network", "http_server", "dns_lookup", "ip_routing"]
        var nodes = try zip(causes, [0.04, 0.03, 0.05, 0.06]).map { name, prior in
            try node(name, ["fail", "ok"], [], [prior, 1 - prior])
        }
        let connection = (0..<16).flatMap { $0 == 15 ? [0.01, 0.99] : [0.97, 0.03] }
        nodes.append(try node("http_connection", ["fail", "ok"], [0, 1, 2, 3], connection))
        let tests: [(String, Int, Double, Double)] = [
            ("outbound_test", 0, 0.98, 0.02), ("other_user", 0, 0.2, 0.95),
            ("server_ping", 1, 0.75, 0.1), ("other_server", 1, 0.85, 0.3),
            ("other_resolver", 2, 0.9, 0.03), ("path_trace", 3, 0.85, 0.12),
        ]
        for (name, cause, ifFailed, ifOK) in tests {
            nodes.append(
                try node(
                    name, ["fail", "ok"], [cause], [ifFailed, 1 - ifFailed, ifOK, 1 - ifOK]))
        }
        return try BayesianNetwork(nodes: nodes)
    }

    /// Four components with 12, 10, 12 and 15 states and 30 observations of one to three of them.
    static func diagnosis() throws -> BayesianNetwork {
        var generator = Generator(state: 30)
        var nodes: [BayesianNetwork.Node] = []
        for (index, count) in [12, 10, 12, 15].enumerated() {
            nodes.append(try random("component\(index)", count, [], nodes, &generator))
        }
        for index in 0..<30 {
            let parents = Array((0..<4).shuffled(using: &generator).prefix(1 + index % 3))
            let count = 2 + index % 9
            nodes.append(try random("observation\(index)", count, parents, nodes, &generator))
        }
        return try BayesianNetwork(nodes: nodes)
    }

    static func grid(side: Int) throws -> BayesianNetwork {
        var generator = Generator(state: 8)
        var nodes: [BayesianNetwork.Node] = []
        for row in 0..<side {
            for column in 0..<side {
                var parents: [Int] = []
                if row > 0 { parents.append((row - 1) * side + column) }
                if column > 0 { parents.append(row * side + column - 1) }
                nodes.append(try random("g\(row)-\(column)", 3, parents, nodes, &generator))
            }
        }
        return try BayesianNetwork(nodes: nodes)
    }

    /// Up to three parents, each among the twelve variables before.
    static func random(count: Int, seed: UInt64) throws -> BayesianNetwork {
        var generator = Generator(state: seed)
        var nodes: [BayesianNetwork.Node] = []
        for index in 0..<count {
            let nearby = Array(max(0, index - 12)..<index).shuffled(using: &generator)
            let parents = Array(nearby.prefix(Int.random(in: 0...3, using: &generator)))
            let states = Int.random(in: 2...4, using: &generator)
            nodes.append(try random("v\(index)", states, parents, nodes, &generator))
        }
        return try BayesianNetwork(nodes: nodes)
    }

    private static func node(
        _ name: String, _ states: [String], _ parents: [Int], _ table: [Double]
    ) throws -> BayesianNetwork.Node {
        BayesianNetwork.Node(
            variable: try DiscreteVariable(name: name, states: states), parents: parents,
            table: table)
    }

    private static func random(
        _ name: String, _ count: Int, _ parents: [Int], _ earlier: [BayesianNetwork.Node],
        _ generator: inout Generator
    ) throws -> BayesianNetwork.Node {
        let rows = parents.reduce(1) { $0 * earlier[$1].variable.stateCount }
        var table: [Double] = []
        for _ in 0..<rows {
            let row = (0..<count).map { _ in generator.unit() + 0.01 }
            let sum = row.reduce(0, +)
            table += row.map { $0 / sum }
        }
        return try node(name, (0..<count).map { "s\($0)" }, parents, table)
    }
}
