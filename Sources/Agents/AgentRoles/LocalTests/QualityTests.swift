import InternetProtocols
import Probes

/// Loss and delay of a series of connections.
struct PathQuality: Sendable {
    /// How many connections were tried.
    let attempts: Int
    /// How many needed a packet to be sent again, or did not come about.
    let lost: Int
    /// The median of the undisturbed connection times, in milliseconds; nil when there is none.
    let median: Double?

    /// A connection that takes longer had its first packet lost: it is sent again after a second (RFC 6298).
    static let retryAfter: Duration = .milliseconds(900)

    /// Connects `count` times, a few milliseconds apart.
    static func measure(
        _ endpoint: IPEndpoint, count: Int, source: ProbeSource
    ) async throws -> PathQuality {
        try await withThrowingTaskGroup(of: TCPConnectOutcome.self) { group in
            for index in 0..<count {
                group.addTask {
                    try await Task.sleep(for: .milliseconds(20 * index))
                    return try await TCPConnectProbe.connect(
                        to: endpoint, timeout: .milliseconds(2_500), source: source)
                }
            }
            var lost = 0
            var times = [Double]()
            for try await outcome in group {
                outcome.connection?.close()
                // A refusal travels the same way there and back as an acceptance.
                let came = outcome.isConnected || outcome.failure == .connectionRefused
                if !came || outcome.elapsed >= retryAfter {
                    lost += 1
                } else {
                    times.append(outcome.elapsed.milliseconds)
                }
            }
            times.sort()
            return PathQuality(
                attempts: count, lost: lost, median: times.isEmpty ? nil : times[times.count / 2])
        }
    }

    /// What was seen, in words.
    var words: String {
        let delay = median.map { ", \(Int($0.rounded())) ms there and back" } ?? ""
        return lost == 0
            ? "no loss in \(attempts) connections\(delay)"
            : "\(lost) of \(attempts) connections lost packets\(delay)"
    }
}

/// Measures loss and delay to the router.
struct GatewayQualityTest: LocalTest {
    let group = "gateway-quality"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.host == nil { return Obstacle.needsConfiguration }
        return gateway(in: context) == nil ? "there is no router" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let gateway = gateway(in: context) else { return [] }
        let clock = ContinuousClock()
        let start = clock.now
        let quality = try await PathQuality.measure(
            IPEndpoint(gateway, port: 53), count: 10, source: context.source)
        // A router that drops what it does not serve looks like one that loses everything.
        guard quality.median != nil else { return [] }
        let value =
            quality.lost >= 2 ? "lossy" : (quality.median ?? 0) > 50 ? "slow" : "clean"
        return [
            TestResult(
                test: "gateway.quality", value: value, subject: gateway.description,
                elapsed: clock.now - start, detail: quality.words,
                facts: value == "clean" ? [:] : ["gatewayQuality": quality.words])
        ]
    }

    private func gateway(in context: DiagnosisContext) -> IPAddress? {
        [IPAddress.Family.ipv4, .ipv6].filter(context.allows)
            .flatMap { context.host?.defaultGateways($0) ?? [] }.compactMap(\.gateway).first
    }
}

/// Measures loss and delay to the site.
struct TargetQualityTest: LocalTest {
    let group = "target-quality"

    func obstacle(in context: DiagnosisContext) -> String? {
        if context.usesProxy { return Obstacle.proxied }
        return context.endpoint == nil ? "there is no connection to the site" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let endpoint = context.endpoint else { return [] }
        let clock = ContinuousClock()
        let start = clock.now
        let quality = try await PathQuality.measure(endpoint, count: 16, source: context.source)
        let value = PathReading.value(of: quality)
        var facts = [String: String]()
        if value == "lossy" { facts["lossFigure"] = quality.words }
        if value == "far", let median = quality.median {
            facts["latencyFigure"] = "\(Int(median.rounded())) ms there and back"
        }
        return [
            TestResult(
                test: "target.quality", value: value, subject: endpoint.description,
                elapsed: clock.now - start, detail: quality.words, facts: facts)
        ]
    }
}

/// Measures loss and delay to a well-known place.
struct InternetQualityTest: LocalTest {
    let group = "internet-quality"

    func obstacle(in context: DiagnosisContext) -> String? { nil }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        let endpoints = context.landmarks.endpoints.filter { context.allows($0.address.family) }
        let clock = ContinuousClock()
        let start = clock.now
        let reached = try await Connections.race(
            endpoints, timeout: .seconds(3), source: context.source)
        guard let endpoint = reached.first(where: \.isConnected)?.endpoint else { return [] }
        let quality = try await PathQuality.measure(endpoint, count: 16, source: context.source)
        return [
            TestResult(
                test: "internet.quality", value: PathReading.value(of: quality),
                subject: endpoint.description, elapsed: clock.now - start, detail: quality.words)
        ]
    }
}

/// The value that a measured path amounts to.
enum PathReading {
    /// Beyond this many milliseconds there and back a page of several round trips feels slow.
    static let farMilliseconds = 150.0

    static func value(of quality: PathQuality) -> String {
        if quality.lost >= 2 { return "lossy" }
        return (quality.median ?? 0) > farMilliseconds ? "far" : "clean"
    }
}

/// Measures the rate at which the page's content comes.
struct TransferTest: LocalTest {
    let group = "transfer"
    /// Less content than this tells nothing of the rate.
    private static let leastBytes = 100_000
    /// Half of what one expects of an ordinary line, in bytes a second.
    private static let lowRate = 125_000.0

    func obstacle(in context: DiagnosisContext) -> String? {
        guard let http = context.http else { return "no page came" }
        return http.bodyByteCount < Self.leastBytes
            ? "the page is too small to measure the rate" : nil
    }

    func run(in context: DiagnosisContext) async throws -> [TestResult] {
        guard let http = context.http, let rate = http.bytesPerSecond else { return [] }
        let words = String(Int((rate * 8 / 1000).rounded())) + " kbit/s"
        return [
            TestResult(
                test: "transfer.rate", value: rate < Self.lowRate ? "low" : "good",
                subject: context.page.host.description, elapsed: http.transferTime ?? .zero,
                detail: "\(http.bodyByteCount) bytes at \(words)",
                facts: rate < Self.lowRate ? ["rateFigure": words] : [:])
        ]
    }
}
