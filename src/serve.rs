//! The pages live, for this machine alone: a request read and answered without a socket, and a thin part that has one.

mod ending;
mod events;
mod listen;
mod live;
mod request;
mod response;
mod route;
mod status;

pub use ending::ending;
pub use events::{Told, told};
pub use listen::{Limits, Server};
pub use live::{Live, Looking};
pub use request::{LONGEST_HEAD, Method, Read, Request, read};
pub use response::Response;
pub use route::{Answer, Pages, answer};
pub use status::Status;
