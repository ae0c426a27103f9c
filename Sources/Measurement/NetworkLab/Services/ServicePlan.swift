/// All that the lab needs to know to start one service: files, what to run first, what to run.
struct ServicePlan: Sendable, Equatable {
    /// The service's name, or another word that is unique in the lab.
    var name: String
    /// The node in whose namespace everything is run.
    var node: String
    /// Files to write before, by absolute path; folders are made as needed.
    var files: [String: String] = [:]
    /// Folders to make before.
    var folders: [String] = []
    /// Commands that must succeed before the program starts, in order.
    var preparations: [[String]] = []
    /// The program, which stays in the foreground; the first word is looked up on the PATH.
    var command: [String]
    /// Variables added to the program's environment.
    var environment: [String: String] = [:]
    /// The TCP ports that have a listener when the program is ready, each as often as it has one.
    var ports: [Int]
}

/// What service plans are made for: the whole scenario and where things are.
struct ServiceContext: Sendable {
    /// The scenario, with the faults that are in force from the start worked into its services.
    var scenario: Scenario
    /// A folder that belongs to the lab alone, absolute, without a final slash.
    var folder: String
    /// Whether the kernel has IPv6; without it IPv6 addresses are left out.
    var hasIPv6: Bool
    /// The faults in force; those of services are in `scenario` already.
    var faults: [Fault] = []
    /// The running program, for services that are roles of it.
    var culpritPath: String = "culprit"

    /// Where the certificate `name` is: `PATH.pem` (the chain as served) and `PATH.key`.
    func certificatePath(_ name: String) -> String { "\(folder)/certificates/\(name)" }

    /// The file with the authority that clients of the lab trust.
    var trustedRoots: String { "\(folder)/certificates/trusted.pem" }

    /// A folder of the service's own.
    func folder(of service: String) -> String { "\(folder)/services/\(service)" }
}
