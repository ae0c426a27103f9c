import InternetProtocols
import Probes

/// Connects to another port of the site's host.
struct OtherPortTest: LocalTest {
    let group = "port"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.usesProxy { return Obstacle.proxied }
        return context.addresses.isEmpty ? Obstacle.needsAddress : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let ports: [UInt16] = [443, 80, 22].filter { $0 != context.page.port }
        let addresses = context.addresses.filter { context.allows($0.family) }.prefix(2)
        let clock = ContinuousClock()
        let start = clock.now
        let outcomes = try await Connections.race(
            addresses.flatMap { address in ports.prefix(2).map { IPEndpoint(address, port: $0) } },
            timeout: .milliseconds(3_900), source: context.source)
        let value: String
        switch TCPReading.value(of: outcomes) {
        case "connected": value = "connected"
        case "refused", "rejected-by-target": value = "refused"
        case "timeout", nil: value = "timeout"
        default: value = "unreachable"
        }
        let shown =
            outcomes.first(where: \.isConnected)
            ?? outcomes.first { TCPReading.value(of: $0) == "refused" } ?? outcomes.last
        let other = TestResult(
            test: "port.other", value: value, subject: shown?.endpoint.description ?? "",
            elapsed: clock.now - start, detail: shown.map(TCPReading.detail) ?? "")
        return [other] + resetTiming(context.attempts, beside: outcomes)
    }

    /// Whether a refusal came sooner than the host itself answers: then it came from somebody nearer.
    ///
    /// The host's own time is that of its other port, at the same address.
    private func resetTiming(
        _ attempts: [TCPConnectOutcome], beside others: [TCPConnectOutcome]
    ) -> [TestResult] {
        for refused in attempts where TCPReading.value(of: refused) == "refused" {
            guard
                let own = others.first(where: {
                    $0.isConnected && $0.endpoint.address == refused.endpoint.address
                })
            else { continue }
            let isEarly =
                refused.elapsed < own.elapsed * 0.5
                && own.elapsed - refused.elapsed > .milliseconds(10)
            let times = [refused, own].map { "\(Int($0.elapsed.milliseconds.rounded())) ms" }
            return [
                TestResult(
                    test: "reset.timing", value: isEarly ? "early" : "in-time",
                    subject: refused.endpoint.description, elapsed: refused.elapsed,
                    detail: "refused after \(times[0]), "
                        + "port \(own.endpoint.port) answers in \(times[1])",
                    facts: isEarly
                        ? ["rejectedBy": "the refusal came sooner than the server answers"] : [:])
            ]
        }
        return []
    }
}

/// Connects over IPv4 and IPv6, to tell whether one of them is broken.
struct FamiliesTest: LocalTest {
    let group = "families"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.usesProxy { return Obstacle.proxied }
        if context.options.family != nil { return "only one address family was asked for" }
        guard let host = context.host else { return Obstacle.needsConfiguration }
        let families = Set(context.addresses.map(\.family))
        if families.count < 2 { return "the site has addresses of one family only" }
        // A family without a way out is not broken, it is absent.
        let routed = families.filter { !host.defaultGateways($0).isEmpty }
        return routed.count < 2 ? "this computer uses one address family only" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let clock = ContinuousClock()
        let start = clock.now
        let timeout = Duration.milliseconds(3_900)
        // The same over both families to places that surely have both: is it the family or the site?
        async let elsewhere = Connections.all(
            Self.firstOfEach(context.landmarks.endpoints.map(\.address), among: context)
                .compactMap { address in
                    context.landmarks.endpoints.first { $0.address == address }
                }, timeout: timeout, source: context.source)
        let outcomes = try await Connections.all(
            Self.firstOfEach(context.addresses, among: context)
                .map { IPEndpoint($0, port: context.page.port) }, timeout: timeout,
            source: context.source)
        let others = try await elsewhere
        let elapsed = clock.now - start
        var control = Self.result(of: others, test: "internet.families", elapsed: elapsed)
        control.facts = [:]
        return [Self.result(of: outcomes, test: "tcp.families", elapsed: elapsed), control]
    }

    private static func firstOfEach(
        _ addresses: [IPAddress], among context: DiagnosisContext
    ) -> [IPAddress] {
        [IPAddress.Family.ipv4, .ipv6].filter(context.allows).compactMap { family in
            addresses.first { $0.family == family }
        }
    }

    /// The value for one attempt of each family.
    private static func result(
        of outcomes: [TCPConnectOutcome], test: String, elapsed: Duration
    ) -> TestResult {
        let working = outcomes.filter(\.isConnected).map(\.endpoint.address.family)
        let broken = outcomes.filter { !$0.isConnected }.map(\.endpoint.address.family)
        var facts = [String: String]()
        if let good = working.first, let bad = broken.first {
            facts = ["workingFamily": label(good), "brokenFamily": label(bad)]
        }
        return TestResult(
            test: test, value: facts.isEmpty ? "same" : "differ",
            subject: outcomes.map(\.endpoint.address.description).sorted().joined(separator: ", "),
            elapsed: elapsed, detail: outcomes.map(TCPReading.detail).joined(separator: "; "),
            facts: facts)
    }

    private static func label(_ family: IPAddress.Family) -> String {
        family == .ipv4 ? "IPv4" : "IPv6"
    }
}

/// Connects to every address of the site, to find one that is bad.
struct AddressesTest: LocalTest {
    let group = "addresses"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.usesProxy { return Obstacle.proxied }
        return family(in: context).isEmpty ? "the site has a single address" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let clock = ContinuousClock()
        let start = clock.now
        let outcomes = try await Connections.all(
            family(in: context).prefix(6).map { IPEndpoint($0, port: context.page.port) },
            timeout: .milliseconds(3_900), source: context.source)
        let bad = outcomes.filter { !$0.isConnected }
        let differ = !bad.isEmpty && bad.count < outcomes.count
        return [
            TestResult(
                test: "tcp.addresses", value: differ ? "differ" : "same",
                subject: outcomes.map(\.endpoint.address.description).joined(separator: ", "),
                elapsed: clock.now - start,
                detail: (differ ? bad : outcomes).map(TCPReading.detail).joined(separator: "; "),
                facts: differ
                    ? [
                        "badAddresses": bad.map(\.endpoint.address.description)
                            .joined(separator: ", ")
                    ] : [:])
        ]
    }

    /// The addresses of the family that has several; empty when none has.
    private func family(in context: DiagnosisContext) -> [IPAddress] {
        let families = Dictionary(
            grouping: context.addresses.filter { context.allows($0.family) }, by: \.family)
        return families.values.filter { $0.count > 1 }.max { $0.count < $1.count } ?? []
    }
}

/// Traces the route to the site.
struct TraceTest: LocalTest {
    let group = "trace"

    func obstacle(in context: DiagnosisContext) -> String? {
        OtherPortTest().obstacle(in: context)
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard
            let address = context.endpoint?.address
                ?? context.addresses.first(where: { context.allows($0.family) })
        else { return [] }
        let outcome = try await TCPTraceProbe.trace(
            to: IPEndpoint(address, port: context.page.port), source: context.source)
        let answering = outcome.hops.filter { $0.address != nil }
        let last = answering.last
        var facts = [String: String]()
        let value: String
        switch outcome.end {
        case .reached, .refused:
            value = "reached"
        default:
            if hasLoop(answering) {
                value = "loop"
            } else if let last {
                value = last.timeToLive <= 1 ? "near" : last.timeToLive <= 3 ? "middle" : "far"
            } else {
                value = "silent"
            }
            if let router = last?.address { facts["lastRouter"] = router.description }
        }
        return [
            TestResult(
                test: "trace.target", value: value, subject: address.description,
                elapsed: outcome.elapsed,
                detail: answering.isEmpty
                    ? "no hop answered"
                    : answering.map { "\($0.timeToLive) \($0.address?.description ?? "*")" }
                        .joined(separator: ", "),
                facts: facts)
        ]
    }

    /// A router that shows up again after another one stands in between.
    private func hasLoop(_ hops: [TCPTraceHop]) -> Bool {
        let addresses = hops.compactMap(\.address)
        return addresses.indices.dropFirst(2).contains { index in
            addresses[index] != addresses[index - 1]
                && addresses[..<(index - 1)].contains(addresses[index])
        }
    }
}

/// Writes little and then much, to find a limit on the size of packets that nobody announces.
struct MTUTest: LocalTest {
    let group = "mtu"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.usesProxy { return Obstacle.proxied }
        return context.endpoint == nil ? "there is no connection to the site" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let endpoint = context.endpoint else { return [] }
        let outcome = try await PathMTUProbe.run(
            to: endpoint, hostName: context.page.hostText, source: context.source)
        let value: String
        let detail: String
        switch outcome.result {
        case .acknowledged:
            value = "acknowledged"
            detail = "all acknowledged"
        case .largeUnacknowledged(let bytes):
            value = "large-stuck"
            detail = "\(bytes) bytes of the large write were not acknowledged"
        case .smallUnacknowledged(let bytes):
            value = "small-stuck"
            detail = "\(bytes) bytes of the small write were not acknowledged"
        case .ended(_, let bytes):
            // The far end answered the large write by hanging up: it arrived.
            guard bytes > 1_500 else { return [] }
            value = "acknowledged"
            detail = "the far end hung up after \(bytes) bytes"
        case .notConnected:
            return []
        }
        return [
            TestResult(
                test: "mtu.probe", value: value, subject: endpoint.description,
                elapsed: outcome.elapsed, detail: detail)
        ]
    }
}

/// Asks the address that failed for another name: a middlebox that cuts by name lets that pass.
struct OtherNameTest: LocalTest {
    let group = "other-name"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.page.scheme != .https { return "the page is not encrypted" }
        if context.endpoint == nil { return "there is no connection to the site" }
        let failed = ["reset", "closed", "alert", "timeout"]
        return failed.contains(context.results["tls.target"] ?? "")
            ? nil : "the handshake did not fail"
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let endpoint = context.endpoint else { return [] }
        let connected = try await TCPConnectProbe.connect(to: endpoint, source: context.source)
        guard let connection = connected.connection else { return [] }
        let tls = try await TLSProbe.handshake(
            over: connection, serverName: .name(try DomainName("example.com")),
            trust: .system(environment: context.options.environment))
        tls.channel?.close()
        return [
            TestResult(
                test: "tls.other-name", value: tls.failure == nil ? "works" : "same-failure",
                subject: endpoint.description, elapsed: connected.elapsed + tls.elapsed,
                detail: tls.failure?.rawValue ?? "the handshake for example.com was answered")
        ]
    }
}

/// Visits the site at the address that independent name servers give.
struct DirectVisitTest: LocalTest {
    let group = "direct"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.usesProxy { return Obstacle.proxied }
        return context.independentAddresses.isEmpty
            ? "independent name servers gave no address" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let address = context.independentAddresses.first(where: { context.allows($0.family) })
        else { return [] }
        let page = context.page
        let clock = ContinuousClock()
        let start = clock.now
        let connected = try await TCPConnectProbe.connect(
            to: IPEndpoint(address, port: page.port), source: context.source)
        guard let connection = connected.connection else {
            return [result(false, address, clock.now - start, TCPReading.detail(of: connected))]
        }
        defer { connection.close() }
        let http: HTTPOutcome
        if page.scheme == .https {
            let tls = try await TLSProbe.handshake(
                over: connection, serverName: page.host,
                trust: .system(environment: context.options.environment))
            guard tls.isTrusted, let channel = tls.channel else {
                let words = VisitReading.words(of: tls)
                return [result(false, address, clock.now - start, words)]
            }
            http = try await HTTPProbe.get(page, over: channel)
        } else {
            http = try await HTTPProbe.get(page, over: connection)
        }
        let status = http.status ?? 0
        return [
            result(
                (200..<400).contains(status), address, clock.now - start,
                http.failure?.rawValue ?? "status \(status)")
        ]
    }

    private func result(
        _ works: Bool, _ address: IPAddress, _ elapsed: Duration, _ detail: String
    ) -> TestResult {
        TestResult(
            test: "direct.visit", value: works ? "ok" : "failed", subject: address.description,
            elapsed: elapsed, detail: detail)
    }
}
