import AnomalyLocalization

/// An event that goes on, or may.
struct OpenEvent: Sendable {
    var number: Int
    var group: Int32
    /// The sign of its deviation.
    var isUp: Bool
    var from: Int64
    /// The last anomalous bin.
    var last: Int64
    var bins = 0
    var level = 0
    var deviation = 0.0
    var forecast = 0.0
    var actual = 0.0
    var severity = 0.0
    var evidence = 0.0
    var users = DistinctCounter()
    var explained: Set<Int32> = []
    var explains: [String] = []
    var within: [String] = []
    var kind = ""
    var members: [ServiceEvent.Member] = []
    var course: [ServiceEvent.Point] = []

    /// So many points of the course are kept.
    static let courseLimit = 1_000
    /// So many explained groups are told apart.
    static let explainedLimit = 10_000
}
