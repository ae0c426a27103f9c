import Ontology

/// The URIs of the classes and properties that the roles speak of (CAPRI thesis, B.1, and our own).
enum AgentNames {
    /// A name of the core ontology (B.1.1).
    static func core(_ name: String) -> String {
        "http://capri.csail.mit.edu/2006/capri/core#" + name
    }
    /// A name of the common ontology (B.1.2).
    static func common(_ name: String) -> String {
        "http://capri.csail.mit.edu/2006/capri/common#" + name
    }
    /// A name of the ontology of statistics (B.1.3).
    static func statistics(_ name: String) -> String {
        "http://capri.csail.mit.edu/2006/capri/servstats#" + name
    }
    /// A name of the ontology of the second DNS specialist (B.1.4).
    static func planetlab(_ name: String) -> String {
        "http://capri.csail.mit.edu/2006/capri/planetlab#" + name
    }
    /// A name of our own ontology for agents.
    static func agents(_ name: String) -> String {
        "https://culprit.example/ontology/agents#" + name
    }

    static let status = core("status")

    static let connection = OntologyURI(common("HTTP_Connection"))
    static let server = OntologyURI(common("HTTP_Server"))
    static let lookup = OntologyURI(common("DNS_Lookup"))
    static let routing = OntologyURI(common("IP_Routing"))
    static let localNetwork = OntologyURI(common("Local_Network"))

    /// A path of common names; `status` is the one of the core ontology.
    static func path(_ names: String...) -> PropertyPath {
        PropertyPath(names: names.map { $0 == "status" ? status : common($0) })
    }
    /// A path whose last names are of our own ontology.
    static func remotePath(_ names: String...) -> PropertyPath {
        PropertyPath(names: names.map(agents))
    }
}
