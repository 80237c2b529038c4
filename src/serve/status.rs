//! How a request ended, in the numbers and words of HTTP.

/// How a request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Here it is.
    Fine,
    /// It cannot be read.
    Bad,
    /// It comes from a page of somebody else.
    Forbidden,
    /// There is no such page.
    Missing,
    /// It wants to do more than read.
    OnlyReading,
    /// It took too long.
    TooSlow,
    /// It brings a body.
    NoBody,
    /// It was meant for another host.
    OtherHost,
    /// Its head is too long.
    HeadTooLong,
    /// The meeting cannot be read now.
    Broken,
    /// Too many are here already.
    Busy,
}

impl Status {
    /// Its number and its words.
    pub fn line(self) -> &'static str {
        match self {
            Status::Fine => "200 OK",
            Status::Bad => "400 Bad Request",
            Status::Forbidden => "403 Forbidden",
            Status::Missing => "404 Not Found",
            Status::OnlyReading => "405 Method Not Allowed",
            Status::TooSlow => "408 Request Timeout",
            Status::NoBody => "413 Content Too Large",
            Status::OtherHost => "421 Misdirected Request",
            Status::HeadTooLong => "431 Request Header Fields Too Large",
            Status::Broken => "500 Internal Server Error",
            Status::Busy => "503 Service Unavailable",
        }
    }
}
