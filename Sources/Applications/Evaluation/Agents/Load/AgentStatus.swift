import Foundation

/// What an agent's `/status` says, as far as a load study needs it.
public struct AgentStatus: Sendable {
    /// The bytes that it holds in memory; nil when its system does not say so.
    public let residentBytes: Int?
    /// The exchanges in work and those that wait.
    public let exchanges: Int
    /// The services that it knows, as `AGENT SERVICE`.
    public let services: [String]
    /// The requests that it sent to other agents so far, by service.
    public let actions: [String: Int]
    /// The diagnoses that it made so far.
    public let diagnoses: Int

    init?(_ bytes: [UInt8]) {
        struct Page: Decodable {
            struct Detail: Decodable {
                struct Counters: Decodable {
                    let actions: [String: Int]
                    let diagnoses: [String: Int]
                }
                let counters: Counters
                let services: [String]
            }
            let inFlight: Int
            let queue: Int
            let residentBytes: Int?
            let detail: Detail?
        }
        guard let page = try? JSONDecoder().decode(Page.self, from: Data(bytes)) else { return nil }
        residentBytes = page.residentBytes
        exchanges = page.inFlight + page.queue
        services = page.detail?.services ?? []
        actions = page.detail?.counters.actions ?? [:]
        diagnoses = page.detail?.counters.diagnoses.values.reduce(0, +) ?? 0
    }
}
