import { mount } from "@/lib/http/mount";

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = mount("/user/admin/users/{id}/deactivate");
